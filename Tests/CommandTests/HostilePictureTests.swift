// One hostile picture costs itself and nothing else, through every command that opens pictures: it is used where it can be,
// named where it cannot, and no command takes memory out of proportion, waits for a pipe, or dies.
import Domain
import Foundation
import Images
import ProgramDriver
import Testing

/// A picture file, and what becomes of it.
private struct Hostile: Sendable, CustomTestStringConvertible {
    enum Fate: Equatable, Sendable {
        case used
        /// Used, with these words about it.
        case noted(String)
        /// Left out, with these words about it.
        case refused(String)
    }

    let name: String
    let fate: Fate

    init(_ name: String, _ fate: Fate) { (self.name, self.fate) = (name, fate) }

    var words: String? {
        switch fate {
        case .used: nil
        case .noted(let words), .refused(let words): words
        }
    }

    var isRefused: Bool { if case .refused = fate { true } else { false } }
    var isPipe: Bool { name == "pipe.jpg" }
    var testDescription: String { name }

    static let all = [
        Hostile("wide.png", .used), Hostile("wide.jpg", .used), Hostile("tall.png", .used), Hostile("column.png", .used),
        Hostile("texts.png", .used), Hostile("tail.jpg", .used),
        Hostile("noend.jpg", .noted("the JPEG data end early; every row is there")),
        Hostile("noend.png", .noted("the PNG data end early; every row is there")),
        Hostile("short.jpg", .noted("the JPEG data end early; read as far as row 3")),
        Hostile("cut.jpg", .refused("the JPEG data end before the picture does, at row ")),
        Hostile("interlaced.png", .refused("8000x5200 are 42 megapixels in an interlaced PNG")),
        Hostile("progressive.jpg", .refused("8000x5200 are 42 megapixels in a progressive JPEG")),
        Hostile("square.png", .refused("20000x20000 are 400 megapixels")),
        Hostile("pipe.jpg", .refused("a pipe")), Hostile("huge.jpg", .refused("is 600 MB large")),
    ]
}

/// The workshop with all of them in it: a folder of nothing else but three good pictures, and a catalog of those.
private struct HostileWorkshop: Sendable {
    let workshop: Workshop
    /// Of address space in all, and of memory that may be in use: a picture at a time on each of two threads.
    static let megabytes = 2560
    static let peak = 700

    static let made = Result { try HostileWorkshop() }

    private init() throws {
        workshop = try Workshop.made.get()
        try FileManager.default.createDirectory(atPath: workshop.folder + "/hostile", withIntermediateDirectories: true)
        let good = try workshop.bytes("photos/fruit/red apple 1.png")
        for number in 1...3 { try workshop.write(good, to: "hostile/good \(number).png") }
        for (name, bytes) in try Self.files(good) { try workshop.write(bytes, to: "hostile/" + name) }
        // One of them is called nothing that a picture would be called.
        for name in ["pipe.jpg", "pipe"] { _ = mkfifo(workshop.folder + "/hostile/" + name, 0o600) }
        guard access(workshop.folder + "/hostile/pipe.jpg", F_OK) == 0, truncate(workshop.folder + "/hostile/huge.jpg", 600 << 20) == 0
        else { throw SpawnFault(description: "no pipe or no sparse file") }
        var lines = ["product_id,title,image,source"]
        for number in 1...3 { lines.append("g\(number),Red apple \(number),hostile/good \(number).png,studio") }
        for file in Hostile.all { lines.append("\(file.name),Thing,hostile/\(file.name),\(file.name.hasPrefix("no") ? "studio" : "scene")") }
        try workshop.write(lines.joined(separator: "\n") + "\n", to: "hostile.csv")
    }

    private static func files(_ good: [UInt8]) throws -> [(String, [UInt8])] {
        func plain(_ width: Int, _ height: Int) -> Raster { Raster(width: width, height: height, red: 200, green: 30, blue: 30) }
        let jpeg = try encodeJPEG(decodePicture(good, name: "good"), quality: 95)
        var photo = Raster(width: 80, height: 400, red: 245, green: 245, blue: 245)
        for index in photo.pixels.indices where index % 3 > 0 { photo.pixels[index] = UInt8(index * 7919 % 251) }
        let long = try encodeJPEG(photo)
        var texts = good
        let zeros = try Self.zeros()
        for _ in 0..<400 { texts = BadPNG.adding("zTXt", Array("Comment".utf8) + [0, 0] + zeros, to: texts) }
        return [
            ("wide.png", try encodePNG(plain(500_000, 1))), ("wide.jpg", try encodeJPEG(plain(65_000, 1))),
            ("tall.png", try encodePNG(plain(1, 200_000))), ("column.png", try encodePNG(plain(790, 25_000))),
            ("texts.png", texts), ("tail.jpg", jpeg + [UInt8](repeating: 0, count: 3000)),
            ("noend.jpg", jpeg.dropLast(2)), ("noend.png", good.dropLast(12)),
            ("short.jpg", Array(long[..<(long.count * 97 / 100)])), ("cut.jpg", Array(long[..<(long.count / 2)])),
            ("interlaced.png", BadPNG.claiming(8000, 5200, interlaced: true, good)),
            ("progressive.jpg", Self.progressive(jpeg, 8000, 5200)), ("square.png", BadPNG.claiming(20_000, 20_000, good)),
            ("huge.jpg", [0xFF, 0xD8, 0xFF]),
        ]
    }

    /// Almost eight megabytes of zeros in eight kilobytes, out of a black picture.
    private static func zeros() throws -> [UInt8] {
        let black = try encodePNG(Raster(width: 3200, height: 800, red: 0, green: 0, blue: 0))
        let length = black[33..<37].reduce(0) { $0 << 8 | Int($1) }
        return Array(black[41..<41 + length])
    }

    /// A baseline JPEG whose header says that it is progressive and of another size.
    private static func progressive(_ jpeg: [UInt8], _ width: Int, _ height: Int) -> [UInt8] {
        var result = jpeg
        guard let frame = jpeg.indices.dropLast(8).first(where: { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 }) else { return jpeg }
        result[frame + 1] = 0xC2
        result.replaceSubrange(
            frame + 5..<frame + 9, with: [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)])
        return result
    }

    func run(_ arguments: String, input: ChildFile = .reading("/dev/null"), seconds: Double = 120) throws -> ProgramRun {
        let run = try workshop.eclip(arguments, input: input, seconds: seconds, megabytes: Self.megabytes)
        #expect(run.peakMegabytes < Self.peak, "\(arguments): \(run.peakMegabytes) MB")
        return run
    }
}

@Suite(.serialized) struct HostilePictures {
    private let place: HostileWorkshop

    init() throws { place = try HostileWorkshop.made.get() }

    private func check(_ run: ProgramRun, leftOut: String = "", kept: String = "(kept)", _ files: [Hostile] = Hostile.all) {
        #expect(run.status == 0, "\(run.status): \(run.errors)")
        let lines = run.errors.split(separator: "\n")
        for file in files {
            let line = lines.first { $0.contains("hostile/" + file.name) }
            guard let words = file.words else {
                #expect(line == nil, "\(run.errors)")
                continue
            }
            // A catalog's row that names a pipe is a bad row already, before anybody opens it.
            let end = !file.isRefused ? kept : file.isPipe && line?.hasSuffix("(skipped)") == true ? "(skipped)" : leftOut
            #expect(line?.contains(words) == true && line?.hasSuffix(end) == true, "\(file.name): \(run.errors)")
        }
    }

    private var used: Int { Hostile.all.count { !$0.isRefused } }
    private var noted: Int { Hostile.all.count { if case .noted = $0.fate { true } else { false } } }

    @Test func index() throws {
        let run = try place.run(
            "index --checkpoint good.safetensors --catalog hostile.csv --output hostile.index --skip-bad-rows")
        check(run, leftOut: "(skipped)")
        #expect(run.errors.contains("hostile.index: \(3 + used) pictures (\(noted) end early), "), "\(run.errors)")
        let info = try place.run("info hostile.index --json")
        #expect(info.output.contains("hostile/noend.jpg") && info.output.contains("the JPEG data end early"), "\(info.output)")
        // Drawn, and read again from their files.
        let rows = try place.run(
            "search --checkpoint good.safetensors --index hostile.index apple --top 0 --maps --refine")
        #expect(rows.status == 0 && rows.errors.isEmpty, "\(rows.status): \(rows.errors)")
        for file in Hostile.all { #expect(rows.output.contains("hostile/" + file.name) == !file.isRefused, "\(file.name)") }
        let why = try place.run(
            "why apple --picture hostile/wide.png --checkpoint good.safetensors --index hostile.index")
        #expect(why.status == 0, "\(why.errors)")
    }

    @Test func train() throws {
        let run = try place.run(
            "train --catalog hostile.csv --output hostile.safetensors --steps 2 --skip-bad-rows --split-by photo", seconds: 300)
        check(run, leftOut: "(left out)")
    }

    @Test func trainWithComposedScenes() throws {
        let run = try place.run(
            "train --catalog hostile.csv --output hostile-composed.safetensors --steps 1 --compose --skip-bad-rows "
                + "--split-by photo", seconds: 300)
        check(run, leftOut: "(left out)")
    }

    @Test func catalog() throws {
        let run = try place.run("catalog hostile --output from-hostile.csv")
        check(run, leftOut: "(left out)")
        #expect(run.errors.contains("\(3 + used) photos (\(noted) end early)"), "\(run.errors)")
    }

    /// Only photos that may be studio photos are cut out; the thin ones and those that cannot be read stand behind.
    @Test func compose() throws {
        let run = try place.run(
            "compose --catalog hostile.csv --output hostile-scenes --scenes 2 --size 48 --format png --skip-bad-rows")
        check(run, Hostile.all.filter { $0.name.hasPrefix("no") })
    }

    @Test func explore() throws {
        try place.workshop.write("apple\nhealth\nquit\n", to: "hostile.txt")
        for round in 1...2 {
            let run = try place.run(
                "explore hostile --linear --lang en --checkpoint good.safetensors --session hostile-\(round).jsonl",
                input: .reading(place.workshop.folder + "/hostile.txt"))
            #expect(run.status == 0, "\(run.errors)")
            // The pipe is no picture of the folder that could not be read: it is never opened, and named apart.
            let refused = Hostile.all.count - used - 1
            #expect(run.output.contains("\(refused) of \(Hostile.all.count + 2) pictures cannot be read"), "\(run.output)")
            #expect(run.output.contains("\(noted) picture files end early"), "\(run.output)")
            for file in Hostile.all {
                guard let words = file.words else { continue }
                #expect(run.output.contains("\(file.name): \(words)"), "\(file.name): \(run.output)")
            }
        }
    }

    @Test(arguments: Hostile.all)
    private func embedAndSearch(_ file: Hostile) throws {
        for command in [
            "embed --checkpoint good.safetensors --json --image hostile/\(file.name)",
            "search --checkpoint good.safetensors --index good.index --json --image hostile/\(file.name)",
        ] {
            let run = try place.run(command)
            #expect(run.status == (file.isRefused ? 2 : 0), "\(command): \(run.status) \(run.errors)")
            #expect(run.output.isEmpty == file.isRefused)
            if let words = file.words {
                #expect(run.errors.contains("hostile/\(file.name): \(file.isPipe ? "is not a plain file" : words)"), "\(run.errors)")
            } else {
                #expect(run.errors.isEmpty, "\(run.errors)")
            }
        }
    }

    /// Where nothing else is there, the command fails and says why.
    @Test(arguments: Hostile.all.filter(\.isRefused))
    private func alone(_ file: Hostile) throws {
        let name = "alone-" + file.name.replacing(".", with: "-")
        let folder = place.workshop.folder + "/" + name
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "/hostile/\(file.name)"
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/" + file.name, withDestinationPath: place.workshop.folder + path)
        try place.workshop.write("product_id,title,image\na,Thing,\(name)/\(file.name)\nb,Other,\(name)/\(file.name)\n", to: name + ".csv")
        let words = try #require(file.words)
        for (command, says) in [
            ("catalog \(name) --output \(name).out.csv", file.name == "pipe.jpg" ? words : "can be decoded"),
            ("index --checkpoint good.safetensors --catalog \(name).csv --output \(name).index --skip-bad-rows", words),
            ("train --catalog \(name).csv --output \(name).safetensors --steps 1 --skip-bad-rows", words),
            ("compose --catalog \(name).csv --output \(name)-scenes --skip-bad-rows", words),
        ] {
            let run = try place.run(command)
            #expect(run.status == 2 && run.errors.contains(says), "\(command): \(run.status) \(run.errors)")
        }
    }
}

/// PNG files that the encoder would not write.
private enum BadPNG {
    static func adding(_ tag: String, _ content: [UInt8], to png: [UInt8]) -> [UInt8] {
        let named = Array(tag.utf8) + content
        return png[..<33] + Workshop.bigEndian(UInt32(content.count)) + named + Workshop.checksum(named) + png[33...]
    }

    static func claiming(_ width: UInt32, _ height: UInt32, interlaced: Bool = false, _ png: [UInt8]) -> [UInt8] {
        var result = png
        result.replaceSubrange(16..<24, with: Workshop.bigEndian(width) + Workshop.bigEndian(height))
        result[28] = interlaced ? 1 : 0
        result.replaceSubrange(29..<33, with: Workshop.checksum(result[12..<29]))
        return result
    }
}
