import PulseCore
import Testing

struct CivilDateTests {
    @Test(arguments: [
        (0, 1970, 1, 1), (-1, 1969, 12, 31), (59, 1970, 3, 1), (11_016, 2000, 2, 29), (20_505, 2026, 2, 21), (-719_468, 0, 3, 1),
        (-719_469, 0, 2, 29), (2_932_896, 9999, 12, 31), (-25_567, 1900, 1, 1), (-25_509, 1900, 2, 28), (-25_508, 1900, 3, 1),
    ])
    func knowsTheDay(days: Int, year: Int, month: Int, day: Int) {
        #expect(CivilDate(daysSinceEpoch: days) == CivilDate(year: year, month: month, day: day))
        #expect(CivilDate(year: year, month: month, day: day).daysSinceEpoch == days)
    }

    /// Walks 1,600 years day by day with the rule every child knows.
    @Test func followsTheCalendarDayByDay() {
        let start = CivilDate(year: 799, month: 12, day: 31).daysSinceEpoch
        var expected = CivilDate(year: 799, month: 12, day: 31)
        var wrong = 0
        for days in start..<(start + 584_400) {
            let date = CivilDate(daysSinceEpoch: days)
            if date != expected || date.daysSinceEpoch != days { wrong += 1 }
            expected = following(expected)
        }
        #expect(wrong == 0)
    }

    private func following(_ date: CivilDate) -> CivilDate {
        let isLeap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0)
        let lengths: [Int] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if date.day < lengths[date.month - 1] { return CivilDate(year: date.year, month: date.month, day: date.day + 1) }
        if date.month < 12 { return CivilDate(year: date.year, month: date.month + 1, day: 1) }
        return CivilDate(year: date.year + 1, month: 1, day: 1)
    }
}
