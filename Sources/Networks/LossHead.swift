// The small end of a step: temperatures, masks and the loss terms over whole N x N matrices of one batch.
import Autograd
import Tensors

/// Weights of the loss terms (model.md: `L = L_g + L_m + L_c + 0.25 (L_i + L_ic) + L_l + 0.1 L_d`).
package struct LossWeights: Equatable, Sendable, Codable {
    package var global: Float = 1
    package var multipleInstance: Float = 1
    package var interProduct: Float = 1
    package var intraProduct: Float = 0.25
    package var evidence: Float = 1
    package var distillation: Float = 0.1

    package init() {}
}

/// Who is whose positive, and who is nobody's negative, in a batch of N pictures and N titles.
package struct ContrastTargets: Sendable {
    /// Added to a similarity that must not count as a negative.
    package static let excluded: Float = -1e4

    /// `[N, N]`, rows sum to 1: the titles of a picture's product share the mass. Symmetric.
    package let titles: Tensor
    /// `[N, N]`: `excluded` where picture i is no negative of title j although they are not a pair.
    package let titleMask: Tensor
    /// `[N, N]`, rows sum to 1: row j says which pictures title j shall find. Those of its product share the mass, with whatever
    /// else answers it.
    package let pictures: Tensor
    /// `titleMask` transposed, without the pairs that `pictures` names.
    package let pictureMask: Tensor
    /// `[N, N + Q]`: one on the partner photo.
    package let partners: Tensor
    /// `[N, N]`: `excluded` on the diagonal, on further photos of the product and where `titleMask` excludes.
    package let partnerMask: Tensor

    /// - Parameters:
    ///   - products: product number of each picture (and of the title drawn with it).
    ///   - partner: for each picture the other photo of its product in this batch.
    ///   - queries: Q
    ///   - conflicts: further pairs (picture, title) that are no negatives: a side product, an equal title.
    ///   - furtherAnswers: those of them in which the title shall find the picture, as if it showed the title's product. (The
    ///     picture is not asked to find such a title: among titles that fit, the whole ones fit best.)
    package init(
        products: [Int], partner: [Int], queries: Int, conflicts: (Int, Int) -> Bool,
        furtherAnswers: (Int, Int) -> Bool = { _, _ in false }
    ) {
        let n = products.count
        var titles = [Float](repeating: 0, count: n * n), mask = titles, intraMask = titles
        var partners = [Float](repeating: 0, count: n * (n + queries))
        var pictures = titles, pictureMask = titles
        for i in 0..<n {
            let share = 1 / Float(products.count { $0 == products[i] })
            for j in 0..<n {
                let same = products[i] == products[j]
                if same { titles[i * n + j] = share }
                if !same && conflicts(i, j) { mask[i * n + j] = Self.excluded }
                let isAnswer = same || (mask[i * n + j] < 0 && furtherAnswers(i, j))
                if isAnswer { pictures[j * n + i] = 1 }
                if !isAnswer { pictureMask[j * n + i] = mask[i * n + j] }
                if j != partner[i] && (same || conflicts(i, j) || conflicts(j, i)) { intraMask[i * n + j] = Self.excluded }
            }
            partners[i * (n + queries) + partner[i]] = 1
        }
        self.titles = Tensor(shape: [n, n], values: titles)
        titleMask = Tensor(shape: [n, n], values: mask)
        for j in 0..<n {
            let row = j * n..<(j + 1) * n, share = 1 / pictures[row].reduce(0, +)
            for place in row { pictures[place] *= share }
        }
        self.pictures = Tensor(shape: [n, n], values: pictures)
        self.pictureMask = Tensor(shape: [n, n], values: pictureMask)
        self.partners = Tensor(shape: [n, n + queries], values: partners)
        partnerMask = Tensor(shape: [n, n], values: intraMask)
    }
}

/// A scalar loss and its terms by their names in model.md.
package struct LossTerms {
    package let total: Variable
    package let terms: [(name: String, value: Float)]
}

extension ECLIP {
    /// The loss over joined rows.
    /// - Parameters:
    ///   - rows: leaves of this tape, as `ShardRows.all` lists them, each joined over the shards.
    ///   - ramp: 0...1, the distillation's share of its weight at this step.
    package func loss(
        _ tape: Tape, rows: [Variable], targets: ContrastTargets, weights: LossWeights, ramp: Float
    ) -> LossTerms {
        let head = LossHead(tape: tape, targets: targets)
        let globalScale = tape.parameter(self.globalScale)
        var named: [(String, Variable, Float)] = [("g", head.contrast(rows[0], globalScale), weights.global)]
        if rows.count > 1 {
            let scale = tape.parameter(instanceScale)
            named.append(("m", head.contrast(rows[1], scale), weights.multipleInstance))
            named.append(("c", head.contrast(rows[2], scale), weights.interProduct))
            named.append(("lc", head.contrast(rows[3], scale), weights.evidence / 2))
            named.append(("lm", head.contrast(rows[4], scale), weights.evidence / 2))
            named.append(("i", head.partners(rows[5], others: rows[7], scale), weights.intraProduct))
            named.append(("ic", head.partners(rows[6], others: nil, scale), weights.intraProduct))
            if ramp > 0 {
                let divergence = tape.divergence(student: rows[8], teacher: rows[9].value)
                named.append(("d", divergence, weights.distillation * ramp))
            }
        }
        return LossTerms(
            total: tape.weightedSum(named.map { ($0.1, $0.2) }), terms: named.map { ($0.0, $0.1.value.scalar) })
    }
}

private struct LossHead {
    let tape: Tape
    let targets: ContrastTargets

    /// Symmetric InfoNCE with soft targets on `scale * similarities`, masked for either direction.
    func contrast(_ similarities: Variable, _ logScale: Variable) -> Variable {
        tape.contrast(
            tape.tempered(similarities, logScale: logScale), rows: (targets.titles, targets.titleMask),
            columns: (targets.pictures, targets.pictureMask))
    }

    /// Each vector must find its partner photo's vector among the batch's (and among the partner's other queries).
    func partners(_ vectors: Variable, others: Variable?, _ logScale: Variable) -> Variable {
        let within = tape.shifted(tape.tempered(tape.linear(vectors, vectors), logScale: logScale), by: targets.partnerMask)
        guard let others else {
            return tape.crossEntropy(within, targets: Columns.part(targets.partners, 0..<vectors.shape[0]))
        }
        return tape.crossEntropy(
            tape.beside(within, tape.tempered(others, logScale: logScale)), targets: targets.partners)
    }
}
