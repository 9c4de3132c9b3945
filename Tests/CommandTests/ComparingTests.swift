// Runs, comparisons, interleaving and click logs through the real program.
import Foundation
import Testing

@Suite(.serialized) struct ComparingTests {
    private let model = "--checkpoint good.safetensors --index good.index "

    @Test func aRunIsWrittenReRankedAndComparedWithItself() throws {
        let workshop = try Workshop.made.get()
        try workshop.write("{\"text\": \"red apple\"}\n{\"id\": \"two\", \"text\": \"blue hammer\"}\n", to: "asked.jsonl")
        let written = try workshop.eclip("search --queries asked.jsonl --format trec --top 0 --score global \(model)")
        #expect(written.status == 0, "\(written.errors)")
        let lines = written.output.split(separator: "\n")
        #expect(lines.count == 36 && lines[0].hasPrefix("red%20apple Q0 photos/") && lines[20].hasPrefix("two Q0 "))
        try workshop.write(written.output, to: "global.run")

        let same = try workshop.eclip("compare --queries asked.jsonl --run global.run --with-score global --json \(model)")
        #expect(same.output.contains("\"overlap\": 1,") && same.output.contains("\"move\": \"same\""), "\(same.output)\(same.errors)")
        #expect(!same.output.contains("\"move\": \"up\""))
        let short = lines.prefix(3).joined(separator: "\n") + "\nred%20apple Q0 gone.png 4 0.001 shop\n"
        try workshop.write(short, to: "short.run")
        let again = try workshop.eclip("search --queries asked.jsonl --rerank short.run --format trec \(model)")
        let rows = again.output.split(separator: "\n").map { $0.split(separator: " ")[2] }
        #expect(Set(rows) == Set(lines.prefix(3).map { $0.split(separator: " ")[2] } + ["gone.png"]), "\(again.output)")
        #expect(rows.last == "gone.png" && again.errors.contains("no query two"))
    }

    /// Two indexes in two folders call the same photos by other paths; they are the same photos.
    @Test func indexesThatLieElsewhereRankTheSamePhotos() throws {
        let workshop = try Workshop.made.get()
        try FileManager.default.createDirectory(atPath: workshop.folder + "/far/away", withIntermediateDirectories: true)
        let built = try workshop.eclip("index --checkpoint other.safetensors --catalog good.csv --output far/away/other.index")
        #expect(built.status == 0, "\(built.errors)")
        try workshop.write("red apple\n", to: "far-asked.txt")
        let other = "--with-checkpoint other.safetensors --with-index far/away/other.index"
        let run = try workshop.eclip("compare --queries far-asked.txt --top 18 --json \(other) \(model)")
        #expect(run.status == 0 && run.output.contains("\"both\": 18"), "\(run.output) \(run.errors)")
        #expect(!run.output.contains("../"), "named as the first index does")
    }

    @Test func thresholdsDecideTheStatus() throws {
        let workshop = try Workshop.made.get()
        try workshop.write("q Q0 a 1 2 t\nq Q0 b 2 1 t\n", to: "one.run")
        try workshop.write("q Q0 b 1 2 t\nq Q0 a 2 1 t\n", to: "other.run")
        try workshop.write("q 0 a 1\nq 0 b 0\n", to: "judged.qrels")
        let arguments = "compare --run one.run --with-run other.run --qrels judged.qrels "
        #expect(try workshop.eclip(arguments + "--fail-under right.ndcg=0.6").status == 0)
        let failed = try workshop.eclip(arguments + "--fail-under difference.ndcg=-0.1 --fail-worse")
        #expect(failed.status == 1 && failed.errors.contains("difference.ndcg") && failed.errors.contains("ndcg is worse"))
        let figure = try workshop.eclip(arguments + "--fail-under right.nothing=1")
        #expect(figure.status == 2 && figure.errors.contains("no figure right.nothing"))
    }

    @Test func badRunsAndLogsAreNamedByLine() throws {
        let workshop = try Workshop.made.get()
        try workshop.write("q Q0 a 1 2 t\nq Q0 b 2\n", to: "bad.run")
        let run = try workshop.eclip("compare --run bad.run --with-run bad.run")
        #expect(run.status == 2 && run.errors.contains("bad.run:2"))
        let header = "query,position,product_id,arm,shown,clicked,converted\n"
        try workshop.write(header + "q,1,p1,A,10,11,0\n", to: "bad-clicks.csv")
        let log = try workshop.eclip("ab bad-clicks.csv")
        #expect(log.status == 2 && log.errors.contains("bad-clicks.csv:2"))
    }

    @Test func interleavedListsAreTheSameForASeedAndTheLogIsReadBack() throws {
        let workshop = try Workshop.made.get()
        let arguments = "interleave --queries asked-too.jsonl --with-score global --documents product --top 4 --seed 5 \(model)"
        try workshop.write("{\"text\": \"apple\"}\n", to: "asked-too.jsonl")
        let one = try workshop.eclip(arguments)
        #expect(one.status == 0 && one.output.hasPrefix("query,position,product_id,arm\napple,1,"), "\(one.errors)")
        #expect(try workshop.eclip(arguments).output == one.output)
        let header = "query,position,product_id,arm,shown,clicked,converted\n"
        try workshop.write(header + "q,1,p1,A,1000,100,10\nq,2,p2,B,1000,150,20\n", to: "clicks.csv")
        let log = try workshop.eclip("ab clicks.csv --json --fail-unless-b")
        #expect(log.status == 0 && log.output.contains("\"decision\": \"take_b\""))
    }
}
