// A folder with a small catalog, a checkpoint and an index made by the real program, and every bad file that can be
// made from them. It is made once for all tests of this target.
import Domain
import Foundation
import Images
import ProgramDriver

struct Workshop: Sendable {
    /// Where everything lies; the program runs in it.
    let folder: String
    static let program = builtProgram("eclip")

    /// Made at first use.
    static let made = Result { try Workshop() }

    private init() throws {
        folder = try scratchFolder()
        try makePhotos()
        try makeModels()
        try makeBadFiles()
    }

    /// Runs `eclip` in the folder. `arguments` are words between blanks.
    /// - Parameter megabytes: of address space, above which the system refuses more.
    func eclip(
        _ arguments: String, outputTo: String? = nil, input: ChildFile = .reading("/dev/null"),
        environment: [String: String] = [:], seconds: Double = 60, megabytes: Int? = nil
    ) throws -> ProgramRun {
        try eclip(
            words: arguments.split(separator: " ").map(String.init), outputTo: outputTo, input: input, environment: environment,
            seconds: seconds, megabytes: megabytes)
    }

    /// The same for words that hold blanks.
    func eclip(
        words: [String], outputTo: String? = nil, input: ChildFile = .reading("/dev/null"), environment: [String: String] = [:],
        seconds: Double = 60, megabytes: Int? = nil
    ) throws -> ProgramRun {
        let words = ["-C", folder, Self.program] + words
        let settings = Self.environment(in: folder).merging(environment) { $1 }
        let limit = megabytes.map { ["-c", "ulimit -v \($0 * 1024) && exec /usr/bin/env \"$@\"", "sh"] }
        return try runProgram(
            limit == nil ? "/usr/bin/env" : "/bin/sh", (limit ?? []) + words, environment: settings, input: input,
            outputTo: outputTo, seconds: seconds)
    }

    /// A line for bash in the folder; `eclip` is the program. For pipes, redirections and names with blanks.
    func shell(_ line: String, seconds: Double = 60) throws -> ProgramRun {
        let settings = Self.environment(in: folder).merging(["PROGRAM": Self.program, "SWIFT_BACKTRACE": "enable=no"]) { $1 }
        return try runProgram(
            "/usr/bin/env", ["-C", folder, "bash", "-c", "eclip() { \"$PROGRAM\" \"$@\"; }; " + line], environment: settings,
            seconds: seconds)
    }

    /// The same on a pseudo-terminal.
    func eclipOnTerminal(
        _ arguments: String, columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
        cell: (width: Int, height: Int) = (0, 0)
    ) throws -> PseudoTerminal {
        let words = arguments.split(separator: " ").map(String.init)
        let settings = Self.environment(in: folder).merging(["TERM": "xterm-256color", "SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(environment) { $1 }
        return try PseudoTerminal(
            "/usr/bin/env", ["-C", folder, Self.program] + words, environment: settings, columns: columns, rows: rows,
            cell: cell)
    }

    /// What a person's shell would set, and nothing of the machine the tests run on.
    private static func environment(in folder: String) -> [String: String] {
        let inherited = ProcessInfo.processInfo.environment
        var settings = ["PATH": inherited["PATH"] ?? "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8"]
        settings["XDG_STATE_HOME"] = folder + "/state"
        settings["LD_LIBRARY_PATH"] = inherited["LD_LIBRARY_PATH"]
        return settings
    }

    func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    func write(_ text: String, to name: String) throws { try write(text.utf8, to: name) }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))) }

    // MARK: the good files

    /// Six products with three photos each: a colour per product, a bar in another place per photo.
    private func makePhotos() throws {
        let colours: [(String, (UInt8, UInt8, UInt8))] = [
            ("fruit/red apple", (200, 30, 30)), ("fruit/green pear", (60, 170, 60)), ("fruit/yellow lemon", (230, 220, 40)),
            ("tool/blue hammer", (40, 60, 200)), ("tool/grey wrench", (120, 120, 125)), ("tool/black saw", (20, 20, 20)),
        ]
        for (name, colour) in colours {
            for photo in 0..<3 {
                var raster = Raster(width: 48, height: 36, red: 245, green: 245, blue: 245)
                for y in 8..<28 {
                    for x in (4 + photo * 12)..<(16 + photo * 12) {
                        let place = (y * 48 + x) * 3
                        (raster.pixels[place], raster.pixels[place + 1], raster.pixels[place + 2]) = colour
                    }
                }
                let folder = "photos/" + (name as NSString).deletingLastPathComponent
                try FileManager.default.createDirectory(
                    atPath: self.folder + "/" + folder, withIntermediateDirectories: true)
                try write(try encodePNG(raster), to: "photos/\(name) \(photo + 1).png")
            }
        }
    }

    private func makeModels() throws {
        for arguments in [
            "catalog photos --output good.csv",
            "train --catalog good.csv --output good.safetensors --steps 1 --split-by photo",
            "train --catalog good.csv --output other.safetensors --steps 1 --seed 2 --split-by photo",
            "index --checkpoint good.safetensors --catalog good.csv --output good.index",
        ] {
            let run = try eclip(arguments, seconds: 300)
            guard run.status == 0 else { throw SpawnFault(description: "eclip \(arguments): \(run.status) \(run.errors)") }
        }
    }

    // MARK: the bad ones

    private func makeBadFiles() throws {
        let checkpoint = try bytes("good.safetensors"), index = try bytes("good.index")
        try FileManager.default.createDirectory(atPath: folder + "/folder", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder + "/device", withDestinationPath: "/dev/full")
        try write("", to: "empty")
        try write("Dear reader,\nthis is a letter.\n", to: "letter.txt")
        try write(checkpoint.prefix(checkpoint.count / 2), to: "cut.safetensors")
        try write(checkpoint.prefix(5), to: "five.safetensors")
        try write([UInt8](repeating: 0xff, count: 8) + checkpoint.dropFirst(8), to: "huge.safetensors")
        try write(Self.withNaN(checkpoint), to: "nan.safetensors")
        try write(Self.replaced("\"eclip\"", by: "\"other\"", in: checkpoint), to: "format.safetensors")
        try write(index.prefix(index.count / 2), to: "cut.index")
        try write(index.prefix(100) + [UInt8](repeating: 0x5a, count: index.count - 100), to: "garbled.index")
        try makeBadPictures()
        try makeBadTables()
    }

    private func makeBadPictures() throws {
        let good = try bytes("photos/fruit/red apple 1.png")
        var huge = good
        for (offset, byte) in [UInt8(0), 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20].enumerated() { huge[16 + offset] = byte }
        let header = huge[12..<29]
        huge.replaceSubrange(29..<33, with: Self.checksum(header))
        var random = SeededGenerator(seed: 1)
        var busy = Raster(width: 40, height: 40, red: 0, green: 0, blue: 0)
        for index in busy.pixels.indices { busy.pixels[index] = UInt8(random.integer(in: 0...255)) }
        try write(try encodePNG(busy), to: "busy.png")
        try write("not a picture at all\n", to: "letter.png")
        try write(good.prefix(good.count / 2), to: "cut.png")
        try write(huge, to: "huge.png")
    }

    private func makeBadTables() throws {
        let row = "a,Red apple,photos/fruit/red apple 1.png\n"
        try write("product_id,title\na,b\n", to: "nocolumn.csv")
        try write("product_id,title,image\n", to: "norows.csv")
        try write("product_id,title,image\n\(row)b,\"never closed,photos/x.png\n", to: "quote.csv")
        try write("product_id,title,image\n\(row)b,two fields\n", to: "ragged.csv")
        try write("product_id,title,image\n\(row)b,Gone,photos/gone.png\n", to: "gone.csv")
        try write("product_id,title,image\n\(row),No id,photos/fruit/red apple 1.png\n", to: "noid.csv")
        try write(Array("product_id,title,image\n".utf8) + [0xff, 0xfe, 0x41], to: "latin.csv")
        let letters = (0..<12).map { "p\($0 / 2),Letter \($0 / 2),letter\($0).png\n" }
        try write("product_id,title,image\n" + letters.joined(), to: "letter.csv")
        for number in 0..<12 { try write("Dear reader \(number)\n", to: "letter\(number).png") }
        let busy = (0..<4).map { "b\($0),Busy \($0),busy.png\n" }
        try write("product_id,title,image\n" + busy.joined(), to: "busy.csv")
        try write("{\"image\": \"a\"}\n{oops\n", to: "bad.jsonl")
        try write("{\"seq\": 1}\nnot json\n{\"seq\": 2}\n", to: "bad-session.jsonl")
    }

    /// The first value of the first tensor becomes NaN.
    private static func withNaN(_ checkpoint: [UInt8]) -> [UInt8] {
        let header = checkpoint.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        var changed = checkpoint
        changed.replaceSubrange(8 + header..<12 + header, with: [0, 0, 0xc0, 0x7f])
        return changed
    }

    /// PNG's CRC-32 of a chunk, big-endian, so that only the size in the header is wrong.
    static func checksum(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var sum: UInt32 = 0xffff_ffff
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
        }
        return bigEndian(~sum)
    }

    static func bigEndian(_ number: UInt32) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    }

    private static func replaced(_ old: String, by new: String, in bytes: [UInt8]) -> [UInt8] {
        guard let place = Data(bytes).range(of: Data(old.utf8)) else { return bytes }
        var changed = bytes
        changed.replaceSubrange(place, with: Array(new.utf8))
        return changed
    }
}
