// How each category is drawn, second half: things for the home and the road.
import Images

extension SpriteDraft {
    private var wood: Ink { Ink(110, 75, 45) }
    private var darkWood: Ink { Ink(85, 55, 32) }

    mutating func drawMug() {
        let w = uniform(0.26, 0.32)
        let t = uniform(0.20, 0.28)
        below(.arc(Edges(0.60, 0.34, 0.96, 0.70), width: 0.065), trim)
        rounded(0.44 - w, t, 0.44 + w, 0.84, 0.06)
        above(.ellipse(Edges(0.44 - w, t - 0.06, 0.44 + w, t + 0.06)), trim)
        above(.ellipse(Edges(0.44 - w * 0.85, t - 0.04, 0.44 + w * 0.85, t + 0.045)), Ink(70, 45, 30))
    }

    mutating func drawLamp() {
        let w = uniform(0.30, 0.38)
        let t = uniform(0.16, 0.22)
        below(.rectangle(Edges(0.475, 0.45, 0.525, 0.86)), metal)
        below(.ellipse(Edges(0.30, 0.82, 0.70, 0.94)), dark)
        polygon([(0.5 - t, 0.08), (0.5 + t, 0.08), (0.5 + w, 0.50), (0.5 - w, 0.50)])
        line(0.5 - w, 0.50, 0.5 + w, 0.50, 0.025, Ink(255, 240, 170))
    }

    mutating func drawChair() {
        let w = uniform(0.22, 0.28)
        for x in [0.5 - w, 0.5 + w - 0.04] { below(.rectangle(Edges(x, 0.55, x + 0.045, 0.95)), wood) }
        below(.rectangle(Edges(0.5 - w + 0.10, 0.55, 0.5 - w + 0.14, 0.86)), darkWood)
        below(.rectangle(Edges(0.5 + w - 0.16, 0.55, 0.5 + w - 0.12, 0.86)), darkWood)
        below(.rectangle(Edges(0.5 - w + 0.03, 0.40, 0.5 - w + 0.07, 0.55)), trim)
        below(.rectangle(Edges(0.5 + w - 0.07, 0.40, 0.5 + w - 0.03, 0.55)), trim)
        rounded(0.5 - w, 0.06, 0.5 + w, 0.44, 0.05)
        polygon([(0.5 - w, 0.50), (0.5 + w, 0.50), (0.5 + w + 0.06, 0.64), (0.5 - w - 0.06, 0.64)])
    }

    mutating func drawBottle() {
        let w = uniform(0.15, 0.20)
        rounded(0.5 - w, 0.34, 0.5 + w, 0.96, 0.06)
        polygon([(0.5 - w * 0.45, 0.18), (0.5 + w * 0.45, 0.18), (0.5 + w, 0.40), (0.5 - w, 0.40)])
        above(.roundedRectangle(Edges(0.5 - w * 0.55, 0.05, 0.5 + w * 0.55, 0.19), radius: 0.02), contrast)
        line(0.5 - w * 0.7, 0.45, 0.5 - w * 0.7, 0.85, 0.02, Ink(255, 255, 255, alpha: 110))
    }

    mutating func drawHeadphones() {
        let t = uniform(0.10, 0.18)
        below(.arc(Edges(0.14, t, 0.86, t + 0.80), from: 180, to: 360, width: 0.075), trim)
        rounded(0.05, 0.46, 0.29, 0.86, 0.09)
        rounded(0.71, 0.46, 0.95, 0.86, 0.09)
        above(.roundedRectangle(Edges(0.26, 0.50, 0.33, 0.82), radius: 0.03), dark)
        above(.roundedRectangle(Edges(0.67, 0.50, 0.74, 0.82), radius: 0.03), dark)
    }

    mutating func drawUmbrella() {
        below(.rectangle(Edges(0.485, 0.10, 0.515, 0.88)), wood)
        below(.arc(Edges(0.36, 0.80, 0.515, 0.96), from: 0, to: 180, width: 0.03), wood)
        let t = uniform(0.10, 0.16)
        add(.slice(Edges(0.04, t, 0.96, t + 0.84), from: 180, to: 360))
        for scallop in 0..<4 {
            let x = 0.04 + 0.23 * Double(scallop)
            cut(.ellipse(Edges(x, t + 0.37, x + 0.23, t + 0.50)))
        }
        for x in [0.27, 0.5, 0.73] { line(0.5, t, x, t + 0.38, 0.01, trim) }
    }

    mutating func drawBackpack() {
        let w = uniform(0.27, 0.33)
        below(.arc(Edges(0.40, 0.02, 0.60, 0.24), from: 180, to: 360, width: 0.03), dark)
        below(.roundedRectangle(Edges(0.5 - w - 0.07, 0.40, 0.5 + w + 0.07, 0.85), radius: 0.05), trim)
        rounded(0.5 - w, 0.10, 0.5 + w, 0.94, 0.15)
        above(.frame(Edges(0.5 - w * 0.72, 0.54, 0.5 + w * 0.72, 0.86), radius: 0.04, width: 0.025), trim)
        line(0.5 - w * 0.72, 0.60, 0.5 + w * 0.72, 0.60, 0.018, metal)
        above(.arc(Edges(0.5 - w * 0.8, 0.18, 0.5 + w * 0.8, 0.56), from: 200, to: 340, width: 0.02), trim)
    }

    mutating func drawSofa() {
        let t = uniform(0.26, 0.34)
        for x in [0.10, 0.84] { below(.rectangle(Edges(x, 0.78, x + 0.05, 0.88)), darkWood) }
        rounded(0.12, t, 0.88, 0.72, 0.07)
        rounded(0.03, t + 0.16, 0.19, 0.80, 0.06)
        rounded(0.81, t + 0.16, 0.97, 0.80, 0.06)
        rounded(0.10, 0.58, 0.90, 0.80, 0.03)
        line(0.5, t + 0.04, 0.5, 0.78, 0.014, trim)
        line(0.19, 0.58, 0.81, 0.58, 0.018, trim)
    }
}
