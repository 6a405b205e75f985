#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Short hard work that comes without warning: in some windows of four minutes, a smooth hill.
struct Burst: Sendable {
    private static let window = 240.0
    let seed: UInt64
    /// One window in so many has a burst.
    let rarity: UInt64

    /// 0...1.
    func height(at seconds: Double) -> Double {
        let window = (seconds / Self.window).rounded(.down)
        let draw = Self.mix(seed ^ UInt64(max(window, 0)) &* 0x9E37_79B9_7F4A_7C15)
        guard draw % max(rarity, 1) == 0 else { return 0 }
        let strength = 0.4 + 0.6 * Double(draw >> 40) / Double(1 << 24)
        let wave = sin(.pi * (seconds / Self.window - window))
        return strength * wave * wave
    }

    /// A number that looks random and depends on nothing but its argument.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
