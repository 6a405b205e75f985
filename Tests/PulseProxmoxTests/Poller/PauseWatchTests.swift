import PulseCore
import Testing

@testable import PulseProxmox

struct PauseWatchTests {
    private static let start = Timestamp(seconds: 1_700_000_000)

    /// What is noticed at looks so many seconds after the first; a negative one failed.
    private func gaps(_ looks: [Int]) -> [PauseWatch.Gap?] {
        var watch = PauseWatch()
        return looks.compactMap { look -> PauseWatch.Gap?? in
            guard look >= 0 else {
                watch.failed()
                return nil
            }
            return .some(watch.heard(at: Self.start + .seconds(look), interval: .seconds(10)))
        }
    }

    private func gap(_ since: Int?, _ until: Int, withoutRates: Bool = false) -> PauseWatch.Gap {
        .init(since: since.map { Self.start + .seconds($0) }, until: Self.start + .seconds(until), beginsWithoutRates: withoutRates)
    }

    @Test func afterTheStartRatesBeginWithTheSecondLook() {
        #expect(gaps([0, 10, 20, 30]) == [gap(nil, 0), gap(0, 10, withoutRates: true), nil, nil])
        #expect(gaps([0, -1, 60, 70]) == [gap(nil, 0), gap(0, 60, withoutRates: true), nil])
    }

    @Test func aPauseIsMoreThanOneMissedTick() {
        #expect(gaps([0, 10, -1, 24, 34, 60]).dropFirst(2) == [nil, nil, gap(34, 60)])
        #expect(gaps([0, 10, -1, 26]).last == gap(10, 26))
    }
}
