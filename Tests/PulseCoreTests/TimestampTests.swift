import Foundation
import PulseCore
import Testing

struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-02-21T08:00:00Z", 1_771_660_800_000), ("2026-02-21T08:00:00.125Z", 1_771_660_800_125),
            ("1969-12-31T23:59:59.999Z", -1), ("2000-02-29T23:59:59Z", 951_868_799_000), ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ] as [(String, Int64)])
    func writesAndReads(text: String, milliseconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
        #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(
        arguments: [
            ("2026-02-21t08:00:00z", 1_771_660_800_000), ("2026-02-21 08:00:00Z", 1_771_660_800_000),
            ("2026-02-21T10:00:00+02:00", 1_771_660_800_000),
            ("2026-02-21T02:30:00-05:30", 1_771_660_800_000), ("2026-02-21T08:00:00.1Z", 1_771_660_800_100),
            ("2026-02-21T08:00:00.123999999Z", 1_771_660_800_123), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ] as [(String, Int64)])
    func readsOtherForms(text: String, milliseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "yesterday", "2026-02-21", "2026-02-21T08:00Z", "2026-02-21T08:00:00", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-02-21T24:00:00Z", "2026-02-21T08:60:00Z",
        "2026-02-21T08:00:61Z", "2026-02-21T08:00:00.Z", "2026-02-21T08:00:00+2:00", "2026-02-21T08:00:00+24:00", "2026-02-21T08:00:00Zx",
        "２026-02-21T08:00:00Z", "-026-02-21T08:00:00Z", "2026-02-21T08:00:00+02", "1771660800",
    ])
    func refuses(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func agreesWithFoundationOnRandomMoments() throws {
        var random = SeededGenerator(seed: 7)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
        for _ in 0..<2000 {
            let seconds = Int64.random(in: -30_000_000_000...200_000_000_000, using: &random)
            let moment = Timestamp(seconds: seconds)
            let theirs = Date(timeIntervalSince1970: Double(seconds)).formatted(style)
            // Before October 1582 Foundation changes to the Julian calendar; RFC 3339 does not.
            if seconds > -12_219_292_800 { #expect(moment.rfc3339 == theirs) }
            let precise = Timestamp(milliseconds: seconds * 1000 + Int64.random(in: 0...999, using: &random))
            #expect(Timestamp(rfc3339: precise.rfc3339) == precise)
            #expect(precise.seconds == seconds)
        }
    }

    @Test func countsAndCompares() {
        let moment = Timestamp(milliseconds: 1500)
        #expect((moment + .seconds(2)).milliseconds == 3500)
        #expect((moment - .milliseconds(1501)).milliseconds == -1)
        #expect(Timestamp(milliseconds: -1).seconds == -1)
        #expect(Timestamp(milliseconds: -1000).seconds == -1)
        #expect(moment.since(Timestamp(milliseconds: 500)) == .seconds(1))
        #expect(Timestamp(fractionalSeconds: 1.0005).milliseconds == 1001)
        #expect(Timestamp(milliseconds: 1) < Timestamp(milliseconds: 2))
        #expect(Duration.milliseconds(-1500).wholeMilliseconds == -1500)
        #expect(Duration.milliseconds(250).fractionalSeconds == 0.25)
    }

    @Test func isAnIntegerInJSON() throws {
        let moment = Timestamp(milliseconds: 1_771_660_800_125)
        let data = try JSONEncoder().encode([moment])
        #expect(String(decoding: data, as: UTF8.self) == "[1771660800125]")
        #expect(try JSONDecoder().decode([Timestamp].self, from: data) == [moment])
    }

    @Test func theManualClockStandsStill() {
        let clock = ManualWallClock(Timestamp(seconds: 10))
        #expect(clock.now == clock.now)
        clock.advance(by: .seconds(5))
        #expect(clock.now == Timestamp(seconds: 15))
        clock.set(Timestamp(seconds: 3))
        #expect(clock.now == Timestamp(seconds: 3))
        #expect(SystemWallClock().now > Timestamp(seconds: 1_700_000_000))
    }
}
