import PulseCore
import Testing

@testable import PulseProxmox

@Suite("Pending updates")
struct UpdateBookTests {
    @Test("A node is asked every half hour, whether it answered or refused")
    func cadence() throws {
        var book = UpdateBook()
        #expect(book.due(of: ["a", "b"], at: second(0)) == ["a", "b"])
        try book.take(dataAnswer(#"[{"Package":"x"},{"Package":"y"}]"#), of: "a", at: second(0))
        book.failed("b", at: second(0))
        #expect(book.due(of: ["a", "b", "c"], at: second(1799)) == ["c"])
        #expect(book.due(of: ["a", "b"], at: second(1800)) == ["a", "b"])
        #expect(book.due(of: ["a"], at: second(-5)) == ["a"], "a clock that was set back")
        #expect(book["a"] == UpdateBook.Pending(count: 2, checkedAt: second(0)) && book["b"] == nil)
    }

    @Test("None is a count, a refusal is not")
    func counts() throws {
        var book = UpdateBook()
        try book.take(dataAnswer("[]"), of: "a", at: second(0))
        #expect(book["a"]?.count == 0)
        book.failed("a", at: second(10))
        #expect(book["a"]?.checkedAt == second(0), "what was known stays")
        book.keep(nodes: [])
        #expect(book["a"] == nil && book.due(of: ["a"], at: second(11)) == ["a"])
    }
}
