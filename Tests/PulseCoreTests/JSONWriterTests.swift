import Foundation
import PulseCore
import Testing

struct JSONWriterTests {
    private func written(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("\"\\/", #""\"\\/""#), ("\n\r\t", #""\n\r\t""#),
        ("\u{0}\u{1f}\u{8}", #""\u0000\u001f\u0008""#),
        ("ünïcödé 漢字 😀", #""ünïcödé 漢字 😀""#), ("\u{7f}\u{2028}", "\"\u{7f}\u{2028}\""), ("</script>", #""</script>""#),
    ])
    func escapes(text: String, expected: String) {
        #expect(written { $0.value(text) } == expected)
    }

    @Test(arguments: [
        (0.0, "0"), (1.0, "1"), (-3.0, "-3"), (0.5, "0.5"), (-0.0, "0"), (12.34, "12.34"), (1e15, "1000000000000000.0"), (1e300, "1e+300"),
        (1e-7, "1e-07"),
        (Double.nan, "null"), (Double.infinity, "null"), (-Double.infinity, "null"), (999_999_999_999_999.0, "999999999999999"),
    ])
    func writesNumbers(number: Double, expected: String) {
        #expect(written { $0.value(number) } == expected)
    }

    @Test func writesIntegersOfEveryWidth() {
        #expect(written { $0.value(Int64.min) } == "-9223372036854775808")
        #expect(written { $0.value(UInt64.max) } == "18446744073709551615")
        #expect(written { $0.value(UInt8(0)) } == "0")
        #expect(written { $0.value(Int8.min) } == "-128")
    }

    @Test func placesCommas() {
        let text = written { writer in
            writer.object { inner in
                inner.field("a", 1)
                inner.key("b")
                inner.array([1, 2, 3]) { $0.value($1) }
                inner.key("c")
                inner.array([] as [Int]) { $0.value($1) }
                inner.key("d")
                inner.object([:] as [String: Int]) { $0.value($1) }
                inner.key("e")
                inner.array([["x": true], [:]]) { writer, map in writer.object(map) { $0.value($1) } }
                inner.key("f")
                inner.rawValue(Array("[null]".utf8))
                inner.key("g")
                inner.null()
            }
        }
        #expect(text == #"{"a":1,"b":[1,2,3],"c":[],"d":{},"e":[{"x":true},{}],"f":[null],"g":null}"#)
    }

    @Test func leavesOutWhatIsUnknown() {
        let text = written { writer in
            writer.object { inner in
                inner.optional("text", nil as String?)
                inner.optional("empty", "")
                inner.optional("number", nil as Double?)
                inner.optional("count", nil as Int?)
                inner.optional("flag", nil as Bool?)
                inner.optional("moment", nil as Timestamp?)
                inner.optional("list", [] as [String])
                inner.optional("map", [:] as [String: String])
            }
        }
        #expect(text == "{}")
        let known = written { writer in
            writer.object { inner in
                inner.optional("text", "x")
                inner.optional("count", 0)
                inner.optional("flag", false)
                inner.optional("moment", Timestamp(milliseconds: 1))
                inner.optional("list", ["y"])
                inner.optional("map", ["b": "2", "a": "1"])
            }
        }
        #expect(known == #"{"text":"x","count":0,"flag":false,"moment":"1970-01-01T00:00:00.001Z","list":["y"],"map":{"a":"1","b":"2"}}"#)
    }

    /// Whatever is written, Foundation reads the same: random trees with random texts and numbers.
    @Test func roundTripsRandomTrees() throws {
        var random = SeededGenerator(seed: 42)
        for _ in 0..<300 {
            let tree = JSONTree.random(depth: 4, using: &random)
            var writer = JSONWriter()
            tree.write(to: &writer)
            let read = try JSONDecoder().decode(JSONTree.self, from: Data(writer.bytes))
            #expect(read == tree)
        }
    }
}
