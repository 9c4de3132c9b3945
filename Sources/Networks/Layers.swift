// The building blocks: structs of tensors with a forward on a tape. A layer names its tensors by `visit`, which is how
// checkpoints, optimizers and golden vectors find them.
import Autograd
import Foundation
import Tensors

/// Anything made of named parameters.
package protocol Module: Sendable {
    /// Calls `body` with every parameter and its path below `prefix`, always in the same order.
    mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void)
}

extension Module {
    /// Every parameter with its path.
    package var parameters: [(name: String, tensor: Tensor)] {
        var copy = self
        var found: [(String, Tensor)] = []
        copy.visit("") { found.append(($0, $1)) }
        return found
    }
}

func path(_ prefix: String, _ name: String) -> String { prefix.isEmpty ? name : prefix + "." + name }

/// `x . weight^T + bias`; weight `[out, in]`. Initialised uniformly within 1/sqrt(in), PyTorch's default.
package struct LinearLayer: Module {
    package var weight: Tensor
    package var bias: Tensor?

    init(_ input: Int, _ output: Int, bias hasBias: Bool = true, using random: inout some RandomNumberGenerator) {
        let bound = 1 / Float(input).squareRoot()
        weight = .uniform([output, input], bound, using: &random)
        bias = hasBias ? .uniform([output], bound, using: &random) : nil
    }

    func callAsFunction(_ tape: Tape, _ x: Variable) -> Variable {
        tape.linear(x, tape.parameter(weight), bias.map { tape.parameter($0) })
    }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        body(path(prefix, "weight"), &weight)
        if bias != nil { body(path(prefix, "bias"), &bias!) }
    }
}

/// LayerNorm over the channels.
package struct Norm: Module {
    package var weight: Tensor
    package var bias: Tensor

    init(_ channels: Int) {
        weight = Tensor(shape: [channels], repeating: 1)
        bias = Tensor(shape: [channels], repeating: 0)
    }

    func callAsFunction(_ tape: Tape, _ x: Variable) -> Variable {
        tape.layerNorm(x, gain: tape.parameter(weight), shift: tape.parameter(bias))
    }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        body(path(prefix, "weight"), &weight)
        body(path(prefix, "bias"), &bias)
    }
}

/// Two linear layers with a GELU between.
package struct Perceptron: Module {
    var first: LinearLayer
    var second: LinearLayer

    init(_ channels: Int, _ hidden: Int, using random: inout some RandomNumberGenerator) {
        first = LinearLayer(channels, hidden, using: &random)
        second = LinearLayer(hidden, channels, using: &random)
    }

    func callAsFunction(_ tape: Tape, _ x: Variable) -> Variable { second(tape, tape.gelu(first(tape, x))) }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        first.visit(path(prefix, "first"), body)
        second.visit(path(prefix, "second"), body)
    }
}

/// The projections of multi-head self-attention (Vaswani et al. 2017); which tokens see which is the caller's.
package struct AttentionLayer: Module {
    var query, key, value, output: LinearLayer

    init(_ channels: Int, using random: inout some RandomNumberGenerator) {
        query = LinearLayer(channels, channels, using: &random)
        key = LinearLayer(channels, channels, using: &random)
        value = LinearLayer(channels, channels, using: &random)
        output = LinearLayer(channels, channels, using: &random)
    }

    /// `attend` gets the packed projections `[B, T, 3C]`: one product instead of three.
    func callAsFunction(_ tape: Tape, _ x: Variable, attend: (Variable) -> Variable) -> Variable {
        let layers = [query, key, value]
        let weight = tape.joinedRows(layers.map { tape.parameter($0.weight) })
        let bias = tape.joinedRows(layers.compactMap { $0.bias.map { tape.parameter($0) } })
        return output(tape, attend(tape.linear(x, weight, bias)))
    }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        query.visit(path(prefix, "query"), body)
        key.visit(path(prefix, "key"), body)
        value.visit(path(prefix, "value"), body)
        output.visit(path(prefix, "output"), body)
    }
}

/// A pre-norm transformer block; without attention it is its MLP half alone.
package struct Block: Module {
    var attentionNorm: Norm?
    var attention: AttentionLayer?
    var norm: Norm
    var perceptron: Perceptron

    init(_ channels: Int, _ hidden: Int, attends: Bool, using random: inout some RandomNumberGenerator) {
        attentionNorm = attends ? Norm(channels) : nil
        attention = attends ? AttentionLayer(channels, using: &random) : nil
        norm = Norm(channels)
        perceptron = Perceptron(channels, hidden, using: &random)
    }

    func callAsFunction(_ tape: Tape, _ x: Variable, attend: (Variable) -> Variable) -> Variable {
        var x = x
        if let attention, let attentionNorm { x = tape.add(x, attention(tape, attentionNorm(tape, x), attend: attend)) }
        return tape.add(x, perceptron(tape, norm(tape, x)))
    }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        attentionNorm?.visit(path(prefix, "attention_norm"), body)
        attention?.visit(path(prefix, "attention"), body)
        norm.visit(path(prefix, "norm"), body)
        perceptron.visit(path(prefix, "mlp"), body)
    }
}

extension Tensor {
    static func uniform(_ shape: [Int], _ bound: Float, using random: inout some RandomNumberGenerator) -> Tensor {
        Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in Float.random(in: -bound...bound, using: &random) })
    }

    /// Independent normal values (sum of twelve uniforms would be cheaper, but its tails end at six).
    static func normal(_ shape: [Int], deviation: Float, using random: inout some RandomNumberGenerator) -> Tensor {
        Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in
            let radius = (-2 * log(Float.random(in: 1e-7...1, using: &random))).squareRoot()
            return deviation * radius * cos(2 * .pi * Float.random(in: 0..<1, using: &random))
        })
    }
}
