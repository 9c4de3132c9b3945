// The two functions of a maths library that training needs outside tensors.
#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

enum Cosine {
    static func of(_ x: Float) -> Float { cos(x) }
    static func logarithm(_ x: Double) -> Double { log(x) }
}
