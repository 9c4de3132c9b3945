// What stands behind the products of a scene: walls, rooms, wood, clutter. Muted colours, so that products stand out
// no more than in a real photo.
import Domain
import Images

enum SceneBackground: CaseIterable {
    case plain, gradient, room, noise, wood, clutter

    /// Clutter and rooms are the most common.
    static let drawn: [SceneBackground] = [
        .plain, .gradient, .room, .noise, .wood, .clutter, .clutter, .clutter, .room,
    ]

    /// A light grey sheet, as in a photo studio.
    static func studio(side: Int, _ random: inout SeededGenerator) -> Canvas {
        let grey = UInt8(random.integer(in: 228...255))
        return Canvas(width: side, height: side, ink: Ink(grey, grey, grey))
    }

    func canvas(side: Int, _ random: inout SeededGenerator) -> Canvas {
        switch self {
        case .plain: return Canvas(width: side, height: side, ink: muted(&random))
        case .gradient: return Self.gradient(side: side, &random)
        case .room: return Self.room(side: side, &random)
        case .noise: return Self.noise(side: side, &random)
        case .wood: return Self.wood(side: side, &random)
        case .clutter: return Self.clutter(side: side, &random)
        }
    }

    private static func gradient(side: Int, _ random: inout SeededGenerator) -> Canvas {
        let top = muted(&random)
        let bottom = muted(&random)
        return rows(side: side) { row in mixed(top, bottom, Double(row) / Double(max(1, side - 1))) }
    }

    private static func room(side: Int, _ random: inout SeededGenerator) -> Canvas {
        let wall = muted(&random)
        let floor = muted(&random)
        let edge = Int(Double(side) * random.uniform(0.45, 0.75))
        return rows(side: side) { $0 < edge ? wall : floor }
    }

    /// Smooth clouds of colour: a coarse random picture, grown.
    private static func noise(side: Int, _ random: inout SeededGenerator) -> Canvas {
        let base = muted(&random)
        var coarse = Raster(width: 12, height: 12, red: 0, green: 0, blue: 0)
        for index in coarse.pixels.indices {
            let tone = [base.red, base.green, base.blue][index % 3]
            let cloud = min(255, max(0, 127 + random.normal(deviation: 42)))
            coarse.pixels[index] = UInt8(cloud * 0.4 + Double(tone) * 0.6)
        }
        return Canvas(resized(coarse, width: side, height: side))
    }

    private static func wood(side: Int, _ random: inout SeededGenerator) -> Canvas {
        let base = muted(&random)
        let plank = side * random.integer(in: 14...30) / 192
        let planks = (0...side / max(1, plank)).map { _ in Double(random.integer(in: -18...18)) }
        var canvas = Canvas(width: side, height: side)
        for row in 0..<side {
            let grain = random.normal(deviation: 4)
            for column in 0..<side {
                canvas.set(row * side + column, base.lightened(by: planks[column / max(1, plank)] + grain))
            }
        }
        return canvas
    }

    private static func clutter(side: Int, _ random: inout SeededGenerator) -> Canvas {
        var canvas = Canvas(width: side, height: side, ink: muted(&random))
        let s = Double(side)
        for _ in 0..<random.integer(in: 6...16) {
            let ink = muted(&random, spread: 80)
            let x = random.uniform(-0.1, 1) * s
            let y = random.uniform(-0.1, 1) * s
            let w = random.uniform(0.05, 0.35) * s
            let h = random.uniform(0.05, 0.35) * s
            switch random.unit() {
            case ..<0.35: canvas.fill(.ellipse(Edges(x, y, x + w, y + h)), ink)
            case ..<0.65: canvas.fill(.rectangle(Edges(x, y, x + w, y + h)), ink)
            case ..<0.85:
                let end = Point(random.uniform(0, s), random.uniform(0, s))
                canvas.line(Point(x, y), end, width: Double(random.integer(in: 2...6)) * s / 192, ink)
            default:
                canvas.fill(.polygon([Point(x, y), Point(x + w, y + h * 0.3), Point(x + w * 0.4, y + h)]), ink)
            }
        }
        return canvas
    }

    private static func rows(side: Int, _ ink: (Int) -> Ink) -> Canvas {
        var canvas = Canvas(width: side, height: side)
        for row in 0..<side {
            let colour = ink(row)
            for column in 0..<side { canvas.set(row * side + column, colour) }
        }
        return canvas
    }
}

/// A grey of middling light with a tint of at most `spread` in each channel.
private func muted(_ random: inout SeededGenerator, spread: Int = 38) -> Ink {
    let grey = random.integer(in: 90...235)
    let channels = (0..<3).map { _ in UInt8(max(0, min(255, grey + random.integer(in: -spread...spread)))) }
    return Ink(channels[0], channels[1], channels[2])
}

private func mixed(_ a: Ink, _ b: Ink, _ share: Double) -> Ink {
    let mix = { (from: UInt8, to: UInt8) in UInt8(Double(from) * (1 - share) + Double(to) * share) }
    return Ink(mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue))
}

extension Ink {
    fileprivate func lightened(by amount: Double) -> Ink {
        let move = { (value: UInt8) in UInt8(max(0, min(255, Double(value) + amount))) }
        return Ink(move(red), move(green), move(blue))
    }
}
