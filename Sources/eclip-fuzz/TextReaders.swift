// Readers of text: catalogs, truth, sessions, queues, rankings, questions.
import Catalog
import Domain
import Evaluation
import Foundation
import Preprocessing
import Retrieval
import Sessions

extension Reader {
    static let text = [
        Reader("catalog") { bytes in
            let file = try Scratch.write(bytes, as: "catalog.csv")
            _ = try CatalogFile.read(file, skipBadRows: bytes.count % 2 == 0, keepsMissing: true)
        },
        Reader("truth") { _ = try TruthFile.read(try Scratch.write($0, as: "truth.jsonl")) },
        Reader("session") { bytes in
            let contents = Journal.parse(Data(bytes))
            let memory = contents.memory
            _ = (memory.lastDone, memory.lastUndone, memory.doneHere)
            _ = contents.signedVerdicts()
            for entry in contents.entries { _ = try Journal.line(entry) }
        },
        Reader("queue") { bytes in
            let queue = try QueueFile.read(path: try Scratch.write(bytes, as: "queue.jsonl"))
            _ = try QueueFile.text(queue.ordered(for: "rater"), scale: "binary")
        },
        Reader("run") { bytes in
            let run = try TrecRun(text: String(decoding: bytes, as: UTF8.self), name: "run")
            for query in run.queries {
                _ = TrecRun.lines(of: run.rows(of: query) ?? [], query: query, tag: "again")
            }
        },
        Reader("judgements") { bytes in
            let judgements = try Judgements(text: String(decoding: bytes, as: UTF8.self), name: "qrels")
            _ = (judgements.highest, judgements.renamed([["q", "red bag"]]))
        },
        Reader("clicks") { bytes in _ = try ClickLog(bytes, name: "clicks.csv", skipBadRows: bytes.count % 2 == 0) },
        Reader("question") { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let parts = QueryParts(text)
            _ = (parts.words, parts.alone, parts.isPlain, text.folded)
        },
        Reader("tokenizer") { bytes in
            let tokenizer = try Tokenizer(json: String(decoding: bytes, as: UTF8.self))
            _ = tokenizer.encode("red bag 靴 été", limit: 12)
        },
    ]
}
