// Reverse-mode differentiation on a tape of coarse operations. Operations are recorded in the order they run, so the
// pullbacks simply run backwards; no sorting. A tape that does not record makes the same code inference.
import Tensors

/// A value on a tape and, after `backward`, its gradient.
package final class Variable {
    package let value: Tensor
    /// Gradient of the backward pass's target by this value; nil until something flows here.
    package private(set) var gradient: Tensor?
    let needsGradient: Bool

    init(_ value: Tensor, needsGradient: Bool) {
        self.value = value
        self.needsGradient = needsGradient
    }

    package var shape: [Int] { value.shape }

    func accumulate(_ increment: @autoclosure () -> Tensor) {
        guard needsGradient else { return }
        let increment = increment()
        precondition(increment.count == value.count, "gradient \(increment.shape) for value \(value.shape)")
        if gradient == nil {
            gradient = increment.shape == value.shape ? increment : increment.reshaped(value.shape)
        } else {
            gradient!.accumulate(increment)
        }
    }

    /// Takes the gradient and drops it here, so that its storage can be reused as soon as the pullback is done.
    func takeGradient() -> Tensor? {
        defer { gradient = nil }
        return gradient
    }
}

/// Records operations and runs their pullbacks. One thread at a time; each shard of a batch has its own.
package final class Tape {
    package let isRecording: Bool
    private var pullbacks: [() -> Void] = []
    private var bound: [ObjectIdentifier: Variable] = [:]

    package init(recording: Bool) { isRecording = recording }

    /// A parameter of the model: bound once, so that every use adds to one gradient.
    package func parameter(_ tensor: Tensor) -> Variable {
        guard isRecording else { return Variable(tensor, needsGradient: false) }
        if let known = bound[tensor.identity] { return known }
        let variable = Variable(tensor, needsGradient: true)
        bound[tensor.identity] = variable
        return variable
    }

    /// A value that gradients stop at.
    package func constant(_ tensor: Tensor) -> Variable { Variable(tensor, needsGradient: false) }

    /// A value made elsewhere (another tape) whose gradient is wanted.
    package func leaf(_ tensor: Tensor) -> Variable { Variable(tensor, needsGradient: isRecording) }

    /// The gradient of a parameter after `backward`; nil when it took no part.
    package func gradient(of parameter: Tensor) -> Tensor? { bound[parameter.identity]?.gradient }

    /// Runs all pullbacks from the given outputs, each with the gradient it starts from.
    package func backward(_ seeds: [(Variable, Tensor)]) {
        for (output, gradient) in seeds { output.accumulate(gradient) }
        while let pullback = pullbacks.popLast() { pullback() }
    }

    /// Runs all pullbacks from a scalar loss.
    package func backward(_ loss: Variable) { backward([(loss, .scalar(1))]) }

    /// Makes the result of an operation. The pullback gets the result's gradient; it is skipped when none arrives.
    func record(_ value: Tensor, from inputs: [Variable], pullback: @escaping (Tensor) -> Void) -> Variable {
        let needed = isRecording && inputs.contains { $0.needsGradient }
        let result = Variable(value, needsGradient: needed)
        if needed {
            pullbacks.append { if let gradient = result.takeGradient() { pullback(gradient) } }
        }
        return result
    }
}
