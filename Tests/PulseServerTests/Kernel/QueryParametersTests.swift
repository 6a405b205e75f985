import Testing

@testable import PulseServer

@Suite("The query of a request")
struct QueryParametersTests {
    @Test(arguments: [
        ("a=1&b=2", "b", "2"), ("a=1&a=2", "a", "1"), ("a", "a", ""), ("a=", "a", ""), ("a=b=c", "a", "b=c"), ("&&a=1&", "a", "1"),
        ("a=x%20y+z", "a", "x y z"), ("%61=1", "a", "1"), ("a+b=1", "a b", "1"), ("q=%C3%A4", "q", "ä"), ("ä=1", "ä", "1"),
    ])
    func theFirstValue(raw: String, name: String, value: String) {
        let query = QueryParameters(raw[...])
        #expect(query[name] == value)
        #expect(query.contains(name))
    }

    @Test(arguments: ["", "b=1", "A=1", "aa=1", "=a", "a%00=1", "%=a"])
    func whatIsNotThere(raw: String) {
        let query = QueryParameters(raw[...])
        #expect(query["a"] == nil)
        #expect(!query.contains("a"))
    }

    @Test func brokenValuesAreNone() {
        let query = QueryParameters("a=%zz&a=%FF&a=ok"[...])
        #expect(query["a"] == nil)
        #expect(query.contains("a"))
        #expect(query.all("a") == ["ok"])
        #expect(query.pairs.map(\.value) == ["ok"])
    }
}
