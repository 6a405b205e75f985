import PulseCore
import Testing

@testable import PulseServer

@Suite struct TimeRangeTests {
    @Test(arguments: [("1h", 3600), ("90m", 5400), ("7d", 604_800), ("1h30m", 5400), ("36h", 129_600), ("1m", 300), ("5000d", 34_560_000)])
    func reads(text: String, seconds: Int64) {
        #expect(TimeRange(text)?.seconds == seconds)
    }

    @Test(arguments: ["", "nonsense", "-1h", "0h", "h", "1x", "60", "1h2", "1e9d", "1..2h"])
    func refuses(text: String) {
        #expect(TimeRange(text) == nil)
    }

    @Test func bareNumbersAreMinutesWhereTheyAlwaysWere() {
        #expect(TimeRange(minutesOr: "60")?.seconds == 3600)
        #expect(TimeRange(minutesOr: "7d")?.seconds == 604_800)
        #expect(TimeRange(minutesOr: "0") == nil)
        #expect(TimeRange(minutesOr: "bogus") == nil)
    }
}
