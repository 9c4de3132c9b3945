// Local contrast: each sample's distance from its neighbourhood's mean, magnified. The blur is three running means,
// which is a Gaussian for the eye.

struct UnsharpMask {
    let columns, rows: Int
    /// Radius of the blur in samples: 1.5 cells of 4 samples.
    var radius = 6
    var gain: Float = 2

    /// `columns * rows` values 0...1 with their local contrast raised.
    func applied(to light: [Float]) -> [Float] {
        var blurred = light
        for _ in 0..<3 { blurred = means(means(blurred, alongRows: true), alongRows: false) }
        return light.indices.map { max(0, min(1, light[$0] + gain * (light[$0] - blurred[$0]))) }
    }

    private func means(_ values: [Float], alongRows: Bool) -> [Float] {
        let lines = alongRows ? rows : columns, count = alongRows ? columns : rows
        let stride = alongRows ? 1 : columns, jump = alongRows ? columns : 1
        let half = max(1, radius / 2)
        var result = values
        for line in 0..<lines {
            let start = line * jump
            func value(_ place: Int) -> Float { values[start + max(0, min(count - 1, place)) * stride] }
            var sum: Float = 0
            for place in -half...half { sum += value(place) }
            for place in 0..<count {
                result[start + place * stride] = sum / Float(2 * half + 1)
                sum += value(place + half + 1) - value(place - half)
            }
        }
        return result
    }
}
