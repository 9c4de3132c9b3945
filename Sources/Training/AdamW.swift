// The optimizer (Loshchilov and Hutter 2019): decoupled decay on tensors of rank two and more, gradients clipped by
// their global norm.
import Tensors

/// First and second moments by parameter name.
package struct AdamW: Sendable {
    var first: [String: Tensor] = [:]
    var second: [String: Tensor] = [:]
    /// Steps taken.
    package var step = 0

    package init() {}

    /// The global norm of all gradients.
    package static func norm(_ gradients: [String: Tensor]) -> Float {
        gradients.keys.sorted().reduce(Float(0)) { $0 + Rows.dot(gradients[$1]!, gradients[$1]!) }.squareRoot()
    }
}

extension Trainee {
    /// One update of every parameter that has a gradient.
    package mutating func update(_ gradients: [String: Tensor], norm: Float, rate: Float, options: TrainingOptions) {
        optimizer.step += 1
        let scale = norm > options.gradientLimit ? options.gradientLimit / norm : 1
        var moments = optimizer
        optimizer = AdamW()  // the moments' storage must have one owner to be updated in place
        visit { name, tensor in
            guard let gradient = gradients[name] else { return }
            var first = moments.first.removeValue(forKey: name) ?? Tensor(shape: tensor.shape, repeating: 0)
            var second = moments.second.removeValue(forKey: name) ?? Tensor(shape: tensor.shape, repeating: 0)
            let decays = tensor.shape.count >= 2 && tensor.shape[0] > 1
            tensor.adamStep(
                gradient: gradient, first: &first, second: &second, step: moments.step, rate: rate,
                decay: decays ? options.weightDecay : 0, gradientScale: scale)
            moments.first[name] = first
            moments.second[name] = second
        }
        optimizer = moments
    }
}
