// Which pictures the demo has and which products each shows, decided before anything is drawn. Every picture has its
// own random stream, keyed by what it is: the order of drawing, the number of threads and the number of train scenes
// change no picture.
import Domain

/// One picture to draw: its members are indices of `demoProducts`, the main product first.
struct DemoJob: Sendable {
    enum Kind: Sendable, Equatable { case studio, scene }

    let kind: Kind
    let members: [Int]
    let isTest: Bool
    /// Path without its extension.
    let path: String
    let stream: UInt64
}

/// The pictures of a demo catalog, in the order of its rows: the test split first.
struct DemoPlan: Sendable {
    private(set) var jobs: [DemoJob] = []
    private let seed: UInt64
    private var scenes = 0

    private static let testScenes = 3
    private static let distractorCount = 480

    init(scenesPerProduct: Int, seed: UInt64, onlyTest: Bool) {
        self.seed = seed
        let all = Array(demoProducts.indices)
        let test = all.filter { demoProducts[$0].isTest }
        let train = all.filter { !demoProducts[$0].isTest }
        for product in test { add(product, scenes: Self.testScenes, others: all, isTest: true) }
        addDistractors(of: train)
        if onlyTest { return }
        for product in train { add(product, scenes: scenesPerProduct, others: train, isTest: false) }
    }

    /// How many pictures there are, without making the plan.
    static func count(scenesPerProduct: Int, onlyTest: Bool) -> Int {
        let test = demoProducts.count { $0.isTest }
        let train = onlyTest ? 0 : (demoProducts.count - test) * (1 + scenesPerProduct)
        return test * (1 + testScenes) + distractorCount + train
    }

    private mutating func add(_ product: Int, scenes count: Int, others: [Int], isTest: Bool) {
        let base = UInt64(demoProducts[product].number) << 20
        jobs.append(
            DemoJob(
                kind: .studio, members: [product], isTest: isTest, path: "studio/\(demoProducts[product].id)",
                stream: base))
        for scene in 0..<count {
            let stream = base + UInt64(scene) + 1
            var random = SeededGenerator.derived(from: seed ^ 0x5CE9E, stream: stream)
            // Now and then a train product is alone in its scene.
            let alone = !isTest && random.chance(0.06)
            addScene(product, alone ? 0 : random.pick([1, 2, 2, 3]), others: others, isTest: isTest, stream, &random)
        }
    }

    private mutating func addDistractors(of train: [Int]) {
        var order = SeededGenerator.derived(from: seed ^ 0x5CE9E, stream: 1)
        for (number, product) in order.shuffled(train).prefix(Self.distractorCount).enumerated() {
            let stream = UInt64(1) << 40 + UInt64(number)
            var random = SeededGenerator.derived(from: seed ^ 0x5CE9E, stream: stream)
            addScene(product, random.pick([1, 2, 2, 3]), others: train, isTest: true, stream, &random)
        }
    }

    private mutating func addScene(
        _ product: Int, _ count: Int, others: [Int], isTest: Bool, _ stream: UInt64, _ random: inout SeededGenerator
    ) {
        var members = [product]
        while members.count <= count {
            let other = random.pick(others)
            if !members.contains(other) { members.append(other) }
        }
        scenes += 1
        jobs.append(DemoJob(kind: .scene, members: members, isTest: isTest, path: "scenes/\(scenes)", stream: stream))
    }
}
