// Files whose names meet nothing: what would be figures of nothing is said, with a name of each side, and ends with status 2.
import Foundation
import ProgramDriver
import Testing

private let model = "--checkpoint good.safetensors --index good.index"

@Suite(.serialized) struct NothingMetTests {
    private func prepared() throws -> Workshop {
        let workshop = try Workshop.made.get()
        try workshop.write("red%20apple 0 elsewhere/a.png 1\nred%20apple 0 elsewhere/b.png 0\n", to: "far.qrels")
        try workshop.write("other%20words 0 photos/fruit/red%20apple%201.png 1\n", to: "other.qrels")
        try workshop.write("red%20apple Q0 elsewhere/a.png 1 0.5 t\n", to: "far.run")
        try workshop.write("red apple\n", to: "red.txt")
        let box = "\"instances\": [{\"product_id\": \"PRODUCT\", \"box\": [0, 0, 1, 1]}]}\n"
        try workshop.write("{\"image\": \"elsewhere/a.png\", " + box.replacingOccurrences(of: "PRODUCT", with: "fruit/red-apple"), to: "far.truth")
        try workshop.write("{\"image\": \"photos/fruit/red apple 1.png\", " + box.replacingOccurrences(of: "PRODUCT", with: "sku-1"), to: "sku.truth")
        try workshop.write("", to: "no.truth")
        for (name, photo) in [("far", "elsewhere/a.png"), ("near", "photos/fruit/red apple 1.png")] {
            try workshop.write("query,image,grade\nred apple,\(photo),good\n", to: "\(name).verdicts")
            #expect(try workshop.shell("rm -f \(name).jsonl; eclip import \(name).verdicts --format csv --session \(name).jsonl --rater \(name)").status == 0)
        }
        try workshop.write("{\"query\": \"red apple\", \"image\": \"elsewhere/a.png\"}\n", to: "far.queue")
        return workshop
    }

    @Test(arguments: [
        ("eval \(model) --qrels far.qrels", "none of its 2 documents is ranked by"), ("eval \(model) --qrels far.jsonl", "none of its 1 documents is ranked by"),
        ("eval --qrels far.qrels --run near.run", "none of its 2 documents is ranked by near.run"), ("eval --qrels other.qrels --run near.run", "near.run"),
        ("compare --qrels far.qrels 'red apple' \(model) --with-score global", "none of its 2 documents"),
        ("compare --qrels near.qrels 'red apple' \(model) --with-run far.run", "is ranked by far.run"),
        ("compare --qrels other.qrels 'red apple' \(model) --with-score global", "no query that the judgements know"),
        ("compare 'red apple' \(model) --with-score global --catalog good.csv --truth far.truth", "none of its 1 pictures is in good.csv: elsewhere/a.png there"),
        ("search 'red apple' \(model) --rerank far.run", "none of its 1 documents is in good.index: elsewhere/a.png"),
        ("search 'red apple' \(model) --rerank near.run --documents product", "none of its 1 documents is in good.index"),
        ("search saw \(model) --rerank near.run", "the run has no query saw"), ("search --queries red.txt \(model) --rerank far.run", "none of its 1 documents"),
        ("explore --linear \(model) --compare-run far.run", "far.run: none of its 1 documents is in good.index"),
        ("explore --linear \(model) --judge far.queue", "none of its photos is in good.index"),
        ("eval \(model) --catalog good.csv --truth far.truth", "none of its 1 pictures is in good.csv"), ("audit \(model) --catalog good.csv --truth far.truth", "none of its 1 pictures"),
        ("eval \(model) --catalog good.csv --truth sku.truth", "none of its products is in good.csv: sku-1 there"), ("eval \(model) --catalog good.csv --truth no.truth", "holds no picture"),
        ("replay far.jsonl \(model)", "none of its 1 judged photos is in good.index"), ("train --catalog good.csv --output x.safetensors --steps 1 --feedback far.jsonl", "no verdict is about words and a photo"),
        ("agree far.jsonl near.jsonl", "no match was judged by two raters"),
    ])
    func itIsSaid(command: String, words: String) throws {
        let workshop = try prepared()
        try workshop.write("red%20apple 0 photos/fruit/red%20apple%201.png 1\n", to: "near.qrels")
        try workshop.write("red%20apple Q0 photos/fruit/red%20apple%201.png 1 0.5 t\n", to: "near.run")
        let run = try workshop.shell("rm -f met.jsonl; eclip \(command)\(command.hasPrefix("explore") ? " --session met.jsonl" : "") < /dev/null")
        #expect(run.status == 2, "\(run.status) \(run.output) \(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.output == "")
    }

    /// One that meets is enough: the rest counts as it did.
    @Test func oneThatMeetsIsEnough() throws {
        let workshop = try prepared()
        try workshop.write("red%20apple 0 elsewhere/a.png 1\nred%20apple 0 photos/fruit/red%20apple%201.png 1\n", to: "half.qrels")
        #expect(try workshop.eclip("eval \(model) --qrels half.qrels").status == 0)
        let truth = try workshop.shell("(cat far.truth; sed 's/sku-1/fruit\\/red-apple/' sku.truth) > half.truth; eclip eval \(model) --catalog good.csv --truth half.truth")
        #expect(truth.status == 0, "\(truth.errors)")
    }
}
