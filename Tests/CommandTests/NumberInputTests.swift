// Numbers out of files and flags that no one means: an error with its place, or the row skipped, never a trap.
import Foundation
import ProgramDriver
import Testing

private let model = "--checkpoint good.safetensors --index good.index"
private let photo = "photos/fruit/red apple 1.png"
private let huge = "9223372036854775807"

/// A file, a command that reads it, and what it must say; with status 2 unless another is named.
struct NumberCase: Sendable, CustomTestStringConvertible {
    let text: String
    let command: String
    let says: String
    var status: Int32 = 2

    var testDescription: String { "\(command): \(text.prefix(120))" }
}

private func evidence(_ rank: String = "1") -> String {
    #"{"model_sha256":"","index_sha256":"","raw_query":"a","rank":\#(rank),"score":0.5,"score_kind":"instance","product_id":"","recipe":""}"#
}

private func act(_ sequence: String = "1", instance: String = "1", level: String = "null", rank: String = "1", box: String = "null") -> String {
    let verdict = #"{"key":{"query":"a","image":"b","instance":\#(instance)},"grade":"good","level":\#(level),"box":\#(box),"evidence":\#(evidence(rank))}"#
    return #"{"act":"judged","rater":"r","seq":\#(sequence),"time":"","verdict":\#(verdict)}"# + "\n"
}

private func looked(rank: String = "1", outline: String = "0.6") -> String {
    #"{"act":"looked","language":"en","outline":\#(outline),"rank":\#(rank),"rater":"r","seq":1,"time":"","view":"heat"}"# + "\n"
}

private func map(_ rows: String, _ weights: String) -> String {
    act().replacingOccurrences(
        of: "\"recipe\":\"\"",
        with: #""recipe":"","map":{"rows":\#(rows),"columns":2,"axis":"picture","layer":2,"frame":[0,0,1,1],"weights":\#(weights)}"#)
}

private func coco(_ annotation: String, width: String = "48") -> String {
    #"{"images":[{"id":1,"file_name":"a.png","width":\#(width),"height":36}],"categories":[{"id":1,"name":"q"}],"annotations":[\#(annotation)]}"#
}

private let imported = "import FILE --session numbers.jsonl --dry-run --format"

private let cases: [NumberCase] = [
    NumberCase(text: "a 0 b -9223372036854775808\n", command: "eval \(model) --qrels FILE", says: ":1: grade -9223372036854775808"),
    NumberCase(text: "a 0 b 1e30\n", command: "eval \(model) --qrels FILE", says: ":1: grade 1e30"),
    NumberCase(text: "a 0 b \(huge)\n", command: "\(imported) qrels", says: ":1: grade"), NumberCase(text: "a 0 b 1e999\n", command: "\(imported) qrels", says: ":1: grade"),
    NumberCase(text: "a 0 b nan\n", command: "\(imported) qrels", says: ":1: grade"),
    NumberCase(text: "query,docid,rating\na,b,-1e308\n", command: "\(imported) quepid", says: ":2: grade"),
    NumberCase(text: #"{"query_groups":[{"name":"a","queries":[],"relevant_documents":{"b":{"gain":1e300}}}]}"#, command: "\(imported) rre", says: "grade"),
    NumberCase(text: "query,image,grade,instance\na,b,good,-1\n", command: "\(imported) csv", says: ":2: instance"),
    NumberCase(text: "query,image,grade,level\na,b,good,\(huge)\n", command: "\(imported) csv", says: ":2: level"),
    NumberCase(text: "query,image,grade,score\na,b,good,nan\n", command: "\(imported) csv", says: ":2: score"),
    NumberCase(text: "query,image,grade,box\na,b,good,0 0 inf 1\n", command: "\(imported) csv", says: ":2: a box"),
    NumberCase(text: coco(#"{"id":1,"image_id":1,"category_id":1,"bbox":[0,0,1e308,1e308]}"#), command: "\(imported) coco", says: "annotations[0]"),
    NumberCase(text: coco(#"{"id":1,"image_id":1,"category_id":1,"bbox":[0,0,1,1]}"#, width: "1e-320"), command: "\(imported) coco", says: "annotations[0]"),
    NumberCase(text: coco(#"{"id":1,"image_id":99999999999999999999,"category_id":1,"bbox":[0,0,1,1]}"#), command: "\(imported) coco", says: "image_id"),
    NumberCase(text: coco(#"{"id":1,"image_id":1,"category_id":1,"bbox":[0,0,1,1],"attributes":{"query":"q","instance":-5}}"#), command: "\(imported) coco", says: "instance"),
    NumberCase(text: "a Q0 b 1 nan t\n", command: "interleave \(model) --run FILE", says: ":1: score nan"),
    NumberCase(text: "a Q0 b 1 1e999 t\n", command: "interleave \(model) --run FILE", says: ":1: score 1e999"),
    NumberCase(text: "a Q0 b -1 0.5 t\n", command: "interleave \(model) --run FILE", says: ":1: rank -1"),
    NumberCase(text: "a Q0 b 99999999999999999999 0.5 t\n", command: "interleave \(model) --run FILE", says: ":1: rank"),
    NumberCase(text: #"{"image":"\#(photo)","instance":1e30}"#, command: "search \(model) --queries FILE", says: ":1: instance"),
    NumberCase(text: #"{"image":"\#(photo)","instance":\#(huge)}"#, command: "search \(model) --queries FILE", says: "no such instance"),
    NumberCase(text: #"{"query":"a","image":"b","instance":1.5}"#, command: "explore --linear \(model) --judge FILE", says: ":1: a number"),
    NumberCase(text: #"{"image":"\#(photo)","instance":-3}"#, command: "embed --checkpoint good.safetensors --queries FILE", says: "none of its 1"),
    NumberCase(text: "'\(photo)'@\(huge)\n", command: "search \(model) --queries FILE", says: "no such instance"),
    NumberCase(text: #"{"query":"a","image":"b","instance":\#(huge)}"#, command: "info FILE", says: ":1: instance"),
    NumberCase(text: #"{"query":"a","image":"b","rank":-9223372036854775808}"#, command: "explore --linear \(model) --judge FILE", says: ":1: rank"),
    NumberCase(text: #"{"query":"a","image":"b","score":1e300}"#, command: "explore --linear \(model) --judge FILE", says: ":1: "),
    NumberCase(text: #"{"image":"\#(photo)","instances":[{"product_id":"x","box":[0,0,1e308,1]}]}"#, command: "audit \(model) --catalog good.csv --truth FILE", says: ":1: "),
    NumberCase(text: #"{"image":"\#(photo)","instances":[{"product_id":"x","box":[-5,0,1,1]}]}"#, command: "eval \(model) --catalog good.csv --truth FILE", says: ":1: the box of x"),
    NumberCase(text: "query,position,product_id,arm,shown,clicked,converted\na,1,p,A,\(huge),0,0\n", command: "ab FILE", says: "shown \(huge)"),
    NumberCase(text: act(huge), command: "export --session FILE --format qrels", says: "seq"),
    NumberCase(text: act("-1"), command: "info FILE", says: "seq"), NumberCase(text: act("1e30"), command: "info FILE", says: ":1: a number"),
    NumberCase(text: act(instance: "-1"), command: "info FILE", says: "instance"), NumberCase(text: act(level: huge), command: "agree FILE", says: "level"),
    NumberCase(text: act(rank: huge), command: "info FILE", says: "rank"), NumberCase(text: act(box: "[0,0,1e300,1]"), command: "info FILE", says: "box"),
    NumberCase(text: map(huge, "[1]"), command: "info FILE", says: "rows"), NumberCase(text: map("2", "[0.5,0.5]"), command: "info FILE", says: "weights"),
    NumberCase(text: looked(rank: huge), command: "info FILE", says: "rank"), NumberCase(text: looked(outline: "1e300"), command: "info FILE", says: "outline"),
    NumberCase(text: #"{"step":\#(huge),"losses":{"total":1}}"# + "\n", command: "info FILE", says: "FILE"),
    NumberCase(text: #"{"step":1,"planned":\#(huge),"losses":{"total":1e308}}"# + "\n" + #"{"step":2,"losses":{"total":-1e308}}"# + "\n", command: "info FILE", says: "", status: 0),
    // A session of two acts with one number is read; what points at it takes the last.
    NumberCase(text: act() + act() + #"{"act":"undone","rater":"r","seq":2,"target":1,"time":""}"# + "\n", command: "info FILE", says: "", status: 0),
]

@Suite(.serialized) struct NumberInputTests {
    @Test(arguments: cases) func aNumberNoOneMeansIsNamed(_ number: NumberCase) throws {
        let workshop = try Workshop.made.get()
        try workshop.write(number.text, to: "numbers.in")
        let run = try workshop.shell("eclip " + number.command.replacingOccurrences(of: "FILE", with: "numbers.in") + " < /dev/null")
        #expect(run.status == number.status, "\(run.status) \(run.output) \(run.errors)")
        #expect(run.errors.contains(number.says.replacingOccurrences(of: "FILE", with: "numbers.in")) || number.status == 0, "\(run.output) \(run.errors)")
    }

    @Test(arguments: [
        "search apple \(model) --top \(huge)", "search apple \(model) --top -1", "search apple \(model) --blend nan", "search apple \(model) --blend 1e999",
        "search --image '\(photo)' --instance 0 \(model)", "search --image '\(photo)' --instance \(huge) \(model)", "sheet \(model) --region 0,0,nan,1 --query a",
        "sheet \(model) --region 0,0,1e999,1 --query a", "sheet \(model) --region 0,0,1,1 --query \(huge)", "sheet \(model) --sample \(huge)",
        "sheet \(model) --region 0,0,1,1 --query a --top \(huge)", "explore \(model) --open apple --without patches:\(huge)", "explore \(model) --open apple --patch 0,1",
        "explore \(model) --open apple --patch 1,-1", "explore \(model) --open apple --map layer:-1 --patch 1,1", "explore \(model) --open apple --map layer:1e9",
        "eval \(model) --catalog good.csv --fail-under text_to_scene.instance.r10=nan", "compare a b \(model)", "compare apple \(model) --with-score global --depth \(huge)",
        "queue --filter category:tool \(model) --limit 0", "queue --filter category:tool \(model) --good-from \(huge)", "interleave apple \(model) --seed -1",
        "train --catalog good.csv --output x.safetensors --steps \(huge)", "train --catalog good.csv --output x.safetensors --minutes nan",
        "train --catalog good.csv --output x.safetensors --weight g=1e999", "train --catalog good.csv --output x.safetensors --weight g=nan",
        "train --catalog good.csv --output x.safetensors --rate nan", "train --catalog good.csv --output x.safetensors --checkpoint-seconds -1e308",
        "demo d --scenes \(huge)", "demo d --size \(huge)", "compose --catalog good.csv --output d --products \(huge)", "why apple \(model) --product red-apple --within 0",
    ])
    func aFlagNoOneMeansIsUsage(command: String) throws {
        let run = try Workshop.made.get().shell("eclip \(command) < /dev/null", seconds: 20)
        #expect(run.status == 2, "\(run.status) \(run.output.prefix(300)) \(run.errors)")
        #expect(run.output == "")
    }

    @Test(arguments: [
        "explore --linear \(model) --open apple --without patches:\(huge),\(huge)", "explore --linear \(model) --open apple --patch \(huge),1",
        "explore --linear \(model) --open apple --map layer:\(huge)", "explore --linear \(model) --open apple --map head:\(huge) --patch 1,1",
        "explore --linear \(model) --open apple --query \(huge) --held \(huge)", "explore --linear \(model) --like '\(photo):\(huge)'",
        "explore --linear \(model) --open apple --without query:\(huge)",
    ])
    func aPlaceBeyondThePhotoDoesNotTrap(command: String) throws {
        let run = try Workshop.made.get().shell("rm -f beyond.jsonl; echo q | eclip \(command) --session beyond.jsonl", seconds: 30)
        #expect(run.status == 0 || run.status == 2, "\(run.status) \(run.output) \(run.errors)")
    }

    /// Sizes that a damaged or hostile file claims are held against the file before room is made for them.
    @Test(arguments: [
        ("\"vocabulary\":", "1048576"), ("\"channels\":", "1048576"), ("\"textBlocks\":", "1048576"), ("\"stemChannels\":", "1048576"), ("\"patchSize\":", "1048576"),
        ("\"heads\":", "0"), ("\"queries\":", "-1"), ("\"embedding\":", huge), ("\"tokenLimit\":", "1048576"), ("\"decoderLayers\":", "1048575"),
    ])
    func aCheckpointsSizesAreHeldAgainstTheFile(size: String, value: String) throws {
        let workshop = try Workshop.made.get()
        let bytes = try workshop.bytes("good.safetensors")
        let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
        let name = size.replacingOccurrences(of: "\"", with: "\\\"")
        let place = try #require(header.range(of: name), "\(name)")
        let end = try #require(header[place.upperBound...].firstIndex { !$0.isNumber })
        try workshop.write(Self.withHeader(header.replacingCharacters(in: place.upperBound..<end, with: value), bytes, length), to: "sizes.safetensors")
        for command in ["info sizes.safetensors", "search apple --checkpoint sizes.safetensors --index good.index", "train --catalog good.csv --init sizes.safetensors --output x.safetensors --steps 1"] {
            let run = try workshop.shell("ulimit -v 8000000; eclip \(command)", seconds: 20)
            #expect(run.status == 2 && run.errors.contains("sizes.safetensors"), "\(command): \(run.status) \(run.errors)")
        }
    }

    @Test func offsetsAtTheEndOfNumbersAreNamed() throws {
        let workshop = try Workshop.made.get()
        let bytes = try workshop.bytes("good.safetensors")
        let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
        let found = try #require(header.firstMatch(of: #/"data_offsets":\[([0-9]+),([0-9]+)\]/#))
        let size = try #require(Int(found.2)) - (Int(found.1) ?? 0)
        let changed = header.replacingCharacters(in: found.range, with: "\"data_offsets\":[\(Int.max - size),\(Int.max)]")
        try workshop.write(Self.withHeader(changed, bytes, length), to: "offsets.safetensors")
        let run = try workshop.eclip("info offsets.safetensors")
        #expect(run.status == 2 && run.errors.contains("truncated"), "\(run.status) \(run.errors)")
    }

    private static func withHeader(_ header: String, _ bytes: [UInt8], _ length: Int) -> [UInt8] {
        let text = Array(header.utf8)
        return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text + bytes.dropFirst(8 + length)
    }

    /// The metadata of an index are text in a database; the same number of digits, so that nothing else moves.
    @Test(arguments: [("\"rows\":8", "\"rows\":0"), ("\"embedding\":128", "\"embedding\":999"), ("\"queries\":8", "\"queries\":9"), ("\"columns\":8", "\"columns\":9")])
    func anIndexThatLiesAboutItsSizesIsDamaged(old: String, new: String) throws {
        let workshop = try Workshop.made.get()
        var data = Data(try workshop.bytes("good.index"))
        while let place = data.range(of: Data(old.utf8)) { data.replaceSubrange(place, with: Data(new.utf8)) }
        try workshop.write(data, to: "lies.index")
        let run = try workshop.shell("ulimit -v 8000000; eclip search apple --checkpoint good.safetensors --index lies.index --maps", seconds: 20)
        #expect(run.status == 2 && run.errors.contains("lies.index"), "\(run.status) \(run.errors)")
    }
}
