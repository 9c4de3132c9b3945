// The house as it stands keeps its own rules, and a broken rule is found and named with file and line.
import Foundation
import Testing

private let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
}

@Suite struct TheHouse {
    @Test func everyImportHasADoor() throws {
        let plan = HousePlan(manifest: try text("Package.swift"))
        let files = try SourceText.all(under: ["Sources"], of: root)
        #expect(plan.doors.count >= 17, "the manifest's rooms were not read")
        #expect(files.count > 30, "the sources were not found")
        #expect(plan.findings(in: files) == [])
    }

    @Test func theTableInContributingIsThePackage() throws {
        let package = HousePlan(manifest: try text("Package.swift")).doors
        let table = HousePlan(table: try text("CONTRIBUTING.md")).doors
        for room in Set(package.keys).union(table.keys).sorted() {
            #expect(package[room] == table[room], "\(room): Package.swift and CONTRIBUTING.md differ")
        }
    }

    @Test func doorsRunOneWay() throws {
        let doors = HousePlan(manifest: try text("Package.swift")).doors
        func reach(_ room: String, _ path: [String]) -> [String]? {
            if path.contains(room) { return path + [room] }
            return (doors[room] ?? []).lazy.compactMap { reach($0, path + [room]) }.first
        }
        for room in doors.keys.sorted() { #expect(reach(room, []) == nil, "a circle of doors") }
    }

    @Test func everyWordIsInItsRoom() throws {
        #expect(HouseRules.findings(in: try SourceText.all(under: ["Sources"], of: root)) == [])
    }

    @Test func testsKeepToTheLengthAndThePackageSurface() throws {
        let files = try SourceText.all(under: ["Tests"], of: root)
        #expect(HouseRules.findings(in: files) == [])
        let peeking = files.filter { !$0.path.contains("HouseTests") }.filter { file in
            file.code.contains { $0.contains("@testable") }
        }
        #expect(peeking.map(\.path) == [])
    }
}

@Suite struct PlantedViolations {
    private let plan = HousePlan(
        manifest: """
            let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
            room("Domain", []),
            room("InstanceIndex", [grdb, "Domain"]),
            room("Screen", []),
            """)

    @Test(arguments: [
        ("Screen", "// why\nimport Foundation\n\nimport Domain\n", "Sources/Screen/A.swift:4: Screen has no door to Domain"),
        ("Domain", "import struct GRDB.Row", "Sources/Domain/A.swift:1: Domain has no door to GRDB"),
        ("Domain", "@preconcurrency import Screen", "Sources/Domain/A.swift:1: Domain has no door to Screen"),
    ])
    func anUndeclaredImport(room: String, source: String, expected: String) {
        let file = SourceText(path: "Sources/\(room)/A.swift", text: source)
        #expect(plan.findings(in: [file]).map(\.description) == [expected])
    }

    @Test func declaredImportsPass() {
        let file = SourceText(path: "Sources/InstanceIndex/A.swift", text: "import GRDB\nimport Domain\n// import Screen")
        #expect(plan.findings(in: [file]) == [])
    }

    @Test(arguments: [
        ("Retrieval", "let sql = \"SELECT 1\"", "SELECT "),
        ("Networks", "cblas_sgemm()", "cblas_"),
        ("Interface", "  endwin()", "endwin"),
        ("Explorer", "let now = Date()", "Date()"),
        ("Training", "let x = (pixel - 128) / 64", "- 128) / 64"),
        ("Images", "let data = try! read()", "try!"),
        ("Images", "let a = b as! C", "as! "),
        ("Catalog", "fatalError(\"no\")", "fatalError("),
        ("Catalog", "// TODO later", "TODO"),
        ("Sessions", "exit(1)", "exit("),
        ("Sessions", "print(1)", "print("), ("eclip", "print(1)", "print("),
        ("Catalog", "let text = try String(contentsOfFile: path)", "String(contentsOf"),
        ("Sessions", "let data = try Data(contentsOf: url)", "Data(contentsOf"),
        ("eclip", "let data = manager.contents(atPath: path)", ".contents(atPath"),
        ("Retrieval", "let file = FileHandle(forReadingAtPath: path)", "FileHandle(forReading"),
        ("Networks", "let file = fopen(path, mode)", "fopen("), ("eclip", "while let line = readLine() {}", "readLine("),
        ("Catalog", "let walk = manager.enumerator(atPath: path)", ".enumerator(at"),
        ("Training", "let names = try manager.contentsOfDirectory(atPath: path)", ".contentsOfDirectory"),
        ("Catalog", "let folder = opendir(path)", "opendir("),
        ("Sessions", "try data.write(to: URL(fileURLWithPath: path))", ".write(to: URL"),
        ("eclip", "try text.write(toFile: path)", ".write(toFile"),
        ("eclip", "manager.createFile(atPath: path)", ".createFile("),
        ("Training", "let file = try FileHandle(forWritingTo: url)", "FileHandle(forWriting"),
        ("InstanceIndex", "let file = open(path, O_WRONLY | O_CREAT)", "O_CREAT"),
        ("Evaluation", #"let lines = text.split(separator: "\n")"#, #".split(separator: "\n""#),
        ("Sessions", "let lines = text.split { $0.isNewline }", ".isNewline"),
        ("Catalog", "let folder = (path as NSString).deletingLastPathComponent", "as NSString).deletingLastPathComponent"),
        ("eclip", "FileHandle.standardOutput.write(data)", "FileHandle.standardOutput"),
        ("eclip", "write(STDOUT_FILENO, base, count)", "STDOUT_FILENO, "),
    ])
    func aWordInTheWrongRoom(room: String, line: String, word: String) {
        let file = SourceText(path: "Sources/\(room)/A.swift", text: "// why\n" + line + "\n")
        let found = HouseRules.findings(in: [file])
        #expect(found.map(\.line) == [2])
        #expect(found.first?.problem.hasPrefix("\(word) in \(room)") == true)
    }

    @Test(arguments: [
        ("@Option(help: \"Rows.\")\nvar top = 10", 2), ("@Option(\n    help: \"Rows.\")\nvar top: Int?", 2),
        ("@Argument var share: Double", 2),
    ])
    func aFlagThatTakesAnyNumber(flag: String, line: Int) {
        let file = SourceText(path: "Sources/eclip/A.swift", text: "// why\n" + flag + "\n")
        #expect(HouseRules.findings(in: [file]).map(\.line) == [line])
    }

    @Test(arguments: [
        "@Option(help: \"Rows.\", transform: whole(0...9))\nvar top = 10", "@Option(help: \"Words.\")\nvar words: String?\nvar count = 3",
    ])
    func checkedNumbersAndPlainVariablesPass(flags: String) {
        #expect(HouseRules.findings(in: [SourceText(path: "Sources/eclip/A.swift", text: "// why\n" + flags + "\n")]) == [])
    }

    @Test(arguments: [
        "// SELECT what fatalError( does\n", "/* try! */\n", "// why\nlet fingerprint(x)\nwindow.exit(1)\n",
        "// why\nlet text = \"// no comment\"\n",
    ])
    func proseAndLongerNamesPass(source: String) {
        #expect(HouseRules.findings(in: [SourceText(path: "Sources/Images/A.swift", text: "// why\n" + source)]) == [])
    }

    @Test func aFileTooLongAndOneWithoutAnOpening() {
        let long = SourceText(path: "Sources/Images/A.swift", text: "// why\n" + String(repeating: "\n", count: 400))
        #expect(HouseRules.findings(in: [long]).map(\.problem) == ["401 lines, 400 at most"])
        let bare = SourceText(path: "Sources/Images/A.swift", text: "import Domain\n")
        #expect(HouseRules.findings(in: [bare]).map(\.line) == [1])
    }

    @Test func stateOfTheWholeProgram() {
        let source = "// why\nnonisolated(unsafe) var count = 0\nenum A {\n    nonisolated(unsafe) static var b = 1\n}\n"
        let file = SourceText(path: "Sources/Images/A.swift", text: source)
        #expect(HouseRules.findings(in: [file]).map(\.line) == [2, 4])
    }
}
