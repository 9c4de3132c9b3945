// How each category is drawn, first half: things to wear. Proportions vary by product within the ranges below.
import Images

extension SpriteDraft {
    mutating func draw(_ category: DemoCategory) {
        switch category {
        case .shoe: drawShoe()
        case .handbag: drawHandbag()
        case .tshirt: drawTShirt()
        case .hat: drawHat()
        case .mug: drawMug()
        case .lamp: drawLamp()
        case .chair: drawChair()
        case .watch: drawWatch()
        case .bottle: drawBottle()
        case .headphones: drawHeadphones()
        case .umbrella: drawUmbrella()
        case .backpack: drawBackpack()
        case .sunglasses: drawSunglasses()
        case .sofa: drawSofa()
        case .dress: drawDress()
        case .sock: drawSock()
        }
    }

    private mutating func drawShoe() {
        let h = uniform(0.34, 0.44)
        let toe = uniform(0.60, 0.68)
        polygon([
            (0.08, h), (0.30, h), (0.42, h + 0.10), (0.62, toe - 0.08), (0.86, toe - 0.03), (0.93, toe + 0.10),
            (0.93, 0.76), (0.07, 0.76),
        ])
        plate(Edges(0.05, 0.74, 0.95, 0.83), radius: 0.03, Ink(235, 235, 230), border: dark, width: 0.008)
        for lace in 0..<3 {
            let step = Double(lace)
            line(
                0.36 + 0.07 * step, h + 0.10 + 0.05 * step, 0.47 + 0.07 * step, h + 0.03 + 0.05 * step, 0.022,
                Ink(250, 250, 250))
        }
        line(0.08, h, 0.30, h, 0.03, trim)
    }

    private mutating func drawHandbag() {
        let w = uniform(0.30, 0.40)
        let t = uniform(0.42, 0.5)
        below(.arc(Edges(0.5 - w * 0.62, 0.10, 0.5 + w * 0.62, 0.75), from: 180, to: 360, width: 0.045), trim)
        for x in [0.5 - w * 0.62, 0.5 + w * 0.62 - 0.045] {
            below(.rectangle(Edges(x, 0.424, x + 0.045, t + 0.02)), trim)
        }
        polygon([(0.5 - w * 0.85, t), (0.5 + w * 0.85, t), (0.5 + w, 0.88), (0.5 - w, 0.88)])
        line(0.5 - w * 0.88, t + 0.04, 0.5 + w * 0.88, t + 0.04, 0.015, trim)
        plate(Edges(0.46, t - 0.01, 0.54, t + 0.10), radius: 0.01, Ink(220, 185, 60), border: dark, width: 0.006)
    }

    private mutating func drawTShirt() {
        let b = uniform(0.22, 0.28)
        let hem = uniform(0.82, 0.92)
        polygon([
            (0.5 - b * 0.6, 0.12), (0.5 + b * 0.6, 0.12), (0.5 + b, 0.16), (0.95, 0.38), (0.82, 0.50), (0.5 + b, 0.40),
            (0.5 + b, hem), (0.5 - b, hem), (0.5 - b, 0.40), (0.18, 0.50), (0.05, 0.38), (0.5 - b, 0.16),
        ])
        cut(.ellipse(Edges(0.40, 0.05, 0.60, 0.20)))
        above(.arc(Edges(0.39, 0.04, 0.61, 0.21), from: 0, to: 180, width: 0.02), trim)
    }

    private mutating func drawHat() {
        let h = uniform(0.22, 0.32)
        add(.ellipse(Edges(0.04, 0.56, 0.96, 0.82)))
        polygon([
            (0.26, 0.66), (0.30, h + 0.03), (0.40, h), (0.50, h + 0.05), (0.60, h), (0.70, h + 0.03), (0.74, 0.66),
        ])
        add(.ellipse(Edges(0.26, 0.58, 0.74, 0.74)))
        line(0.265, 0.60, 0.735, 0.60, 0.06, contrast)
    }

    private mutating func drawWatch() {
        let w = uniform(0.10, 0.14)
        let r = uniform(0.22, 0.27)
        rounded(0.5 - w, 0.03, 0.5 + w, 0.97, 0.04)
        let face = Edges(0.5 - r, 0.5 - r, 0.5 + r, 0.5 + r)
        above(.ellipse(face), Ink(250, 250, 245))
        above(.arc(face, width: 0.04), metal)
        line(0.5, 0.51, 0.5, 0.5 - r * 0.65, 0.02, dark)
        line(0.49, 0.498, 0.5 + r * 0.5, 0.55, 0.02, dark)
        above(.rectangle(Edges(0.5 + r - 0.01, 0.47, 0.5 + r + 0.04, 0.53)), metal)
    }

    private mutating func drawSunglasses() {
        let h = uniform(0.13, 0.18)
        for (left, right) in [(0.04, 0.46), (0.54, 0.96)] {
            rounded(left, 0.5 - h, right, 0.5 + h, 0.10)
            above(
                .roundedRectangle(Edges(left + 0.075, 0.5 - h + 0.07, right - 0.075, 0.5 + h - 0.06), radius: 0.06),
                Ink(50, 55, 60))
            line(left + 0.13, 0.5 + h - 0.10, left + 0.20, 0.5 - h + 0.11, 0.02, Ink(190, 200, 210))
        }
        rounded(0.42, 0.44, 0.58, 0.50, 0)
    }

    private mutating func drawDress() {
        let w = uniform(0.28, 0.38)
        polygon([
            (0.36, 0.05), (0.42, 0.05), (0.46, 0.16), (0.54, 0.16), (0.58, 0.05), (0.64, 0.05), (0.66, 0.24),
            (0.60, 0.42), (0.5 + w, 0.95), (0.5 - w, 0.95), (0.40, 0.42), (0.34, 0.24),
        ])
        line(0.40, 0.42, 0.60, 0.42, 0.035, contrast)
    }

    private mutating func drawSock() {
        let w = uniform(0.26, 0.32)
        polygon([
            (0.24, 0.06), (0.24 + w, 0.06), (0.24 + w, 0.52), (0.86, 0.74), (0.90, 0.88), (0.78, 0.95), (0.50, 0.93),
            (0.26, 0.72),
        ])
        add(.ellipse(Edges(0.70, 0.70, 0.92, 0.95)))
        above(.rectangle(Edges(0.225, 0.05, 0.255 + w, 0.16)), trim)
        above(.polygon([Point(0.25, 0.66), Point(0.40, 0.88), Point(0.30, 0.80)]), trim)
    }
}
