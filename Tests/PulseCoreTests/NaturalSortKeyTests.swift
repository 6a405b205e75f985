import PulseCore
import Testing

struct NaturalSortKeyTests {
    @Test(arguments: [
        ["node1", "node2", "node10", "node11", "node100"], ["a", "A1", "b"], ["pve-2", "pve-10"], ["1", "2", "10"],
        ["disk", "disk1", "disk1a", "disk2"],
        ["x1y2", "x1y10", "x2y1"], ["10.0.0.2", "10.0.0.10", "10.0.1.1"], ["", "0", "a"], ["v1.9", "v1.10"], ["ä2", "ä10"],
    ])
    func sortsAsPeopleDo(names: [String]) {
        #expect(names.reversed().sorted { NaturalSortKey($0) < NaturalSortKey($1) } == names)
    }

    @Test(arguments: [("Node7", "node7"), ("node007", "node7"), ("ABC", "abc"), ("a00", "a0")])
    func countsAsEqual(left: String, right: String) {
        #expect(NaturalSortKey(left) == NaturalSortKey(right))
        #expect(!(NaturalSortKey(left) < NaturalSortKey(right)) && !(NaturalSortKey(right) < NaturalSortKey(left)))
    }

    @Test func isATotalOrder() {
        var random = SeededGenerator(seed: 3)
        let letters: [Character] = Array("aB01239-. ")
        let keys = (0..<120).map { _ in
            NaturalSortKey(
                String((0..<Int.random(in: 0...7, using: &random)).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }))
        }
        var wrong = 0
        for left in keys {
            for right in keys {
                let relations = [left < right, right < left, left == right].count { $0 }
                if relations != 1 { wrong += 1 }
                for third in keys where left < right && right < third && !(left < third) { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test func ordersRandomNumbersByValue() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let left = Int.random(in: 0...2_000_000, using: &random)
            let right = Int.random(in: 0...2_000, using: &random)
            #expect((NaturalSortKey("ct\(left)x") < NaturalSortKey("ct\(right)x")) == (left < right))
        }
    }
}
