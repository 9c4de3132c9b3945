// The facts of each kind of file, in the order they are printed.
import Catalog
import Domain
import Files
import Foundation
import InstanceIndex
import Interface
import Networks
import Sessions

extension FileKind {
    /// Reads the file whole and checks it. Throws `InputFault` for what is wrong with it.
    func facts(_ path: String, _ reading: CatalogFlags = CatalogFlags()) throws -> [(String, JSON)] {
        let size = isRegular(path) ? (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? nil : nil
        let common: [(String, JSON)] = [
            ("kind", .string(rawValue)), ("file", .string(path.nameOfPath)), ("bytes", .optional(size)),
        ]
        switch self {
        case .checkpoint: return common + Self.facts(try Checkpoint.read(path))
        case .index:
            let index = try IndexStore(at: path)
            try index.checkWhole()
            return common + Self.facts(index, folder: path.folderOfPath)
        case .session: return common + Self.facts(try readSession(path))
        case .queue: return common + Self.facts(try QueueFile.read(path: path))
        case .log: return common + Self.facts(try RunCurves(log: path))
        default: return common + Self.facts(try reading.read(path, skipBadRows: true))
        }
    }

    private static func facts(_ checkpoint: Checkpoint) -> [(String, JSON)] {
        let training = checkpoint.training
        let parameters = checkpoint.model.parameters
        return [
            ("model_sha256", .string(checkpoint.identity)),
            ("identity_holds", .bool(checkpoint.computedIdentity == checkpoint.identity)),
            ("objective", .string(training.objective)), ("steps", .int(training.steps)),
            ("cpu_seconds", .number(training.cpuSeconds)), ("seed", .number(Double(training.seed))),
            ("catalog_sha256", .string(training.catalogHash)), ("started_from", .optional(training.startedFrom)),
            ("tensors", .int(parameters.count)), ("parameters", .int(parameters.reduce(0) { $0 + $1.tensor.count })),
            ("known_words", .int(checkpoint.knownWords.count)), ("calibrated", .bool(training.calibration != nil)),
            ("losses", .object(training.losses.sorted { $0.key < $1.key }.map { ($0.key, .float($0.value)) })),
            ("config", JSON(encoding: checkpoint.model.configuration)),
        ]
    }

    private static func facts(_ index: IndexStore, folder: String) -> [(String, JSON)] {
        let summary = index.summary
        let paths = (try? index.allPictures().map(\.path)) ?? []
        let missing = paths.filter { path in
            !FileManager.default.fileExists(atPath: path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path)
        }
        let background = summary.shares.filter(\.isBackground).map { JSON.int($0.instance) }
        return [
            ("index_sha256", .string(summary.digest)), ("checkpoint", .string(summary.model.name)),
            ("model_sha256", .string(summary.model.sha256)), ("catalog", .string(summary.catalog)),
            ("catalog_sha256", .string(summary.catalogHash)), ("split", .optional(summary.split)),
            ("pictures", .int(summary.pictures)), ("products", .int(summary.products)),
            ("instances", .int(summary.instances)), ("queries", .int(summary.model.queries)),
            ("embedding", .int(summary.model.embedding)), ("map", .array([.int(summary.model.rows), .int(summary.model.columns)])),
            ("calibrated", .bool(summary.calibration != nil)), ("background_queries", .array(background)),
            ("skipped", .words(summary.skipped)), ("noted", .words(summary.noted)),
            ("missing_pictures", .strings(missing)),
        ]
    }

    private static func facts(_ session: JournalContents) -> [(String, JSON)] {
        let memory = session.memory
        let raters = Set(session.entries.map(\.rater)).sorted()
        return [
            ("entries", .int(session.entries.count)), ("raters", .strings(raters)),
            ("verdicts", .int(memory.verdicts.count)),
            ("good", .int(memory.verdicts.values.count { $0.grade == .good })),
            ("bad", .int(memory.verdicts.values.count { $0.grade == .bad })),
            ("skipped_lines", .array(session.notes.map { .int($0.line) })),
        ]
    }

    private static func facts(_ queue: JudgeQueue) -> [(String, JSON)] {
        [
            ("pairs", .int(queue.items.count)), ("queries", .int(Set(queue.items.map(\.key.query)).count)),
            ("pictures", .int(Set(queue.items.map(\.image)).count)), ("grades", .int(queue.scale.names.count)),
            ("good_from", .int(queue.scale.goodFrom)), ("order", .string(queue.keepsOrder ? "given" : "shuffled")),
        ]
    }

    private static func facts(_ run: RunCurves) -> [(String, JSON)] {
        let losses = run.losses.compactMapValues(\.last).sorted { $0.key < $1.key }
        let heldOut = run.heldOut.compactMapValues(\.last).sorted { $0.key < $1.key }
        let best = run.heldOut["instance.map"]?.max { $0.value < $1.value }
        return [
            ("step", .optional(run.losses["total"]?.last?.step)), ("planned", .optional(run.planned)),
            ("cpu_seconds", .optional(run.lastStep["cpu_seconds"])),
            ("pictures_per_second", .optional(run.lastStep["pictures_per_second"])),
            ("losses", .object(losses.map { ($0.key, .number($0.value.value)) })),
            ("held_out", .object(heldOut.map { ($0.key, .number($0.value.value)) })),
            ("best_map_step", .optional(best?.step)),
        ]
    }

    private static func facts(_ catalog: CatalogFile) -> [(String, JSON)] {
        let rows = catalog.rows
        return [
            ("catalog_sha256", .string(catalog.hash)), ("rows", .int(rows.count)),
            ("products", .int(Set(rows.map(\.productID)).count)), ("pictures", .int(Set(rows.map(\.image)).count)),
            ("columns", .strings(catalog.columns)), ("languages", .strings(Set(rows.flatMap(\.titles.keys)).sorted())),
            ("sources", counts(rows.map(\.source))), ("splits", counts(rows.compactMap(\.split))),
            ("categories", counts(rows.compactMap(\.category))),
            ("bad_rows", .strings(catalog.faults.map(\.description))),
            ("remarks", .strings(catalog.remarks.map { DataWarning.catalog($0).said(in: .en) })),
        ]
    }

    private static func counts(_ words: [String]) -> JSON {
        .object(Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
    }
}
