// swift-tools-version: 6.0
// The rooms of the house and the doors between them. CONTRIBUTING.md holds the map; HouseTests guards it.
import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let everyRoom: [Target.Dependency] = [
    "Domain", "Files", "Tensors", "Autograd", "Images", "Preprocessing", "Networks", "Catalog", "Training",
    "InstanceIndex", "Retrieval", "Evaluation", "Sessions", "Screen", "Engraving", "Explorer",
    "Interface", "Terminal",
]

func room(_ name: String, _ doors: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: doors)
}

func tests(_ name: String, _ doors: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: ["Support"] + doors)
}

/// The fuzzer's entry, for `make fuzz` alone: it has no `main` of its own and would not link without libFuzzer.
let fuzzing: [Target] =
    Context.environment["ECLIP_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "eclip-fuzz",
            dependencies: [
                "Domain", "Tensors", "Images", "Preprocessing", "Networks", "Catalog", "InstanceIndex", "Retrieval", "Evaluation",
                "Sessions", "Screen", "Interface", "Terminal",
            ])
    ]

let package = Package(
    name: "eclip",
    products: [
        .executable(name: "eclip", targets: ["eclip"]),
        .executable(name: "eclip-bench", targets: ["eclip-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        // C edges
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .target(name: "CKernels"),
        .target(
            name: "CImages",
            linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png16"), .linkedLibrary("webp")]),
        .target(
            name: "CNcurses",
            cSettings: [.define("NCURSES_WIDECHAR", to: "1"), .define("_GNU_SOURCE")],
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

        // the nouns both columns share
        room("Domain", []),

        // the doors to the disk
        room("Files", ["Domain"]),

        // the machine: files -> vectors -> matches
        room("Tensors", ["COpenBLAS", "CKernels", "Files", "Domain"]),
        room("Autograd", ["Tensors"]),
        room("Images", ["CImages", "Files", "Domain"]),
        room("Preprocessing", ["Images", "Tensors", "Domain"]),
        room("Networks", ["Autograd", "Tensors", "Domain"]),
        room("Catalog", ["Images", "Files", "Domain"]),
        room("Evaluation", ["Domain"]),
        room("Training", [
            "Networks", "Autograd", "Tensors", "Preprocessing", "Images", "Catalog", "Evaluation", "Domain",
        ]),
        room("InstanceIndex", [grdb, "CKernels", "Files", "Domain"]),
        room("Retrieval", [
            "Networks", "Tensors", "Preprocessing", "Images", "InstanceIndex", "Catalog", "Evaluation", "Files", "Domain",
        ]),
        room("Sessions", ["Files", "Domain"]),

        // the glass: keys -> events, state -> cells
        room("Screen", []),
        room("Engraving", ["Domain", "Screen"]),
        room("Explorer", ["Domain"]),
        room("Interface", ["Explorer", "Engraving", "Screen", "Domain"]),
        room("Terminal", ["CNcurses", "Screen"]),

        .executableTarget(name: "eclip", dependencies: everyRoom + [argumentParser, logging]),
        .executableTarget(
            name: "eclip-bench", dependencies: everyRoom + [argumentParser, "COpenBLAS", "CKernels", "ProgramDriver"],
            exclude: ["Peers"]),

        // tests
        .target(name: "ProgramDriver", path: "Tests/ProgramDriver"),
        .target(name: "Support", dependencies: ["Domain", "Screen", "Tensors", "Explorer"], path: "Tests/Support"),
        tests("DomainTests", ["Domain"]),
        tests("FilesTests", ["Files", "Domain"]),
        tests("TensorsTests", ["Tensors", "Domain"]),
        tests("AutogradTests", ["Autograd", "Tensors"]),
        tests("ImagesTests", ["Images", "Domain"]),
        tests("PreprocessingTests", ["Preprocessing", "Images", "Tensors", "Domain"]),
        tests("NetworksTests", ["Networks", "Autograd", "Tensors", "Domain"]),
        tests("CatalogTests", ["Catalog", "Images", "Files", "Domain"]),
        tests("EvaluationTests", ["Evaluation", "Domain"]),
        tests("TrainingTests", ["Training", "Networks", "Autograd", "Tensors", "Preprocessing", "Catalog", "Domain"]),
        tests("InstanceIndexTests", ["InstanceIndex", "Domain"]),
        tests("RetrievalTests", [
            "Retrieval", "Networks", "Tensors", "InstanceIndex", "Catalog", "Images", "Evaluation", "Domain",
            "Preprocessing", "Files",
        ]),
        tests("SessionsTests", ["Sessions", "Catalog", "Domain"]),
        tests("ScreenTests", ["Screen"]),
        tests("EngravingTests", ["Engraving", "Screen", "Domain"]),
        tests("ExplorerTests", ["Explorer", "Domain"]),
        tests("InterfaceTests", ["Interface", "Explorer", "Engraving", "Screen", "Domain"]),
        tests("TerminalTests", ["Terminal", "Screen"]),
        tests("ReplayTests", everyRoom + ["ProgramDriver"]),
        tests("CommandTests", ["ProgramDriver", "Domain", "Images", "Evaluation"]),
        tests("HouseTests", []),
    ] + fuzzing,
    swiftLanguageModes: [.v6]
)
