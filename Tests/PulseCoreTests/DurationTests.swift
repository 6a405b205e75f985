import PulseCore
import Testing

struct DurationTests {
    @Test(
        arguments: [
            ("90m", 5_400_000), ("1h30m", 5_400_000), ("250ms", 250), ("7d", 604_800_000), ("2w", 1_209_600_000), ("10s", 10_000),
            ("10", 10_000),
            ("0", 0), ("0s", 0), ("1.5h", 5_400_000), ("0.25s", 250), ("720h", 2_592_000_000), ("1d12h30m15s250ms", 131_415_250),
            ("0h10m", 600_000),
        ] as [(String, Int64)])
    func reads(text: String, milliseconds: Int64) {
        #expect(Duration(text: text)?.wholeMilliseconds == milliseconds)
    }

    @Test(
        arguments: [
            "", " ", "h", "10x", "-5m", "+5m", "1h 30m", "1,5h", "1..5h", ".", "1hm", "1h30", "5M", "1y", "１０s", "nan", "infs", "10s ",
            "99999999999999999999d", String(repeating: "9", count: 400),
        ])
    func refuses(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test func readsWhatIsComposedAtRandom() {
        var random = SeededGenerator(seed: 11)
        let units: [(String, Int64)] = [("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)]
        for _ in 0..<500 {
            var text = ""
            var expected: Int64 = 0
            for (name, factor) in units where Bool.random(using: &random) {
                let count = Int64.random(in: 0...9999, using: &random)
                text += "\(count)\(name)"
                expected += count * factor
            }
            #expect(Duration(text: text)?.wholeMilliseconds == (text.isEmpty ? nil : expected), "\(text)")
        }
    }
}
