import Testing

@testable import PulseCore

@Suite("JSONReader")
struct JSONReaderTests {
    private func double(_ text: String) throws -> Double? {
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONFailure) in try reader.double() }
    }
    private func integer(_ text: String) throws -> Int64? {
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONFailure) in try reader.int64() }
    }
    private func string(_ text: String) throws -> String? {
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONFailure) in try reader.string() }
    }
    private func failure(_ text: String) -> JSONFailure? {
        do {
            try JSONReader.read(Array(text.utf8)) { reader throws(JSONFailure) in try reader.skip() }
            return nil
        } catch { return error }
    }

    @Test(
        "Numbers in every form that platforms use",
        arguments: [
            ("0", 0), ("-1", -1), ("1.5", 1.5), ("\"1.5\"", 1.5), ("1e3", 1000), ("\"1,234,567\"", 1_234_567), ("\" 7 \"", 7),
            ("0.00348605577689243", 0.003_486_055_776_892_43), ("123456789012345678901234567890", 1.234_567_890_123_456_8e29),
            ("1e400", nil), ("null", nil), ("\"null\"", nil), ("\"\"", nil), ("\"NaN\"", nil), ("nan", nil), ("-inf", nil),
            ("\"inf\"", nil), ("\"0x10\"", nil), ("true", nil), ("[1]", nil), ("{\"a\":1}", nil), ("\"12 apples\"", nil), ("\",\"", nil),
            ("\"-\"", nil), ("\"-.5\"", -0.5), ("0.1", 0.1), ("9007199254740993", 9_007_199_254_740_992),
        ] as [(String, Double?)])
    func doubles(text: String, value: Double?) throws { #expect(try double(text) == value) }

    @Test(
        "Whole numbers: fractions are cut, what does not fit is unknown",
        arguments: [
            ("8589934592", 8_589_934_592), ("\"8589934592\"", 8_589_934_592), ("\"8,589,934,592\"", 8_589_934_592), ("1.9", 1),
            ("-1.9", -1),
            ("1e3", 1000), ("9223372036854775807", nil), ("1e30", nil), ("\"ten\"", nil), ("null", nil), ("-5", -5),
            ("999999999999999999", 999_999_999_999_999_999),
        ] as [(String, Int64?)])
    func integers(text: String, value: Int64?) throws { #expect(try integer(text) == value) }

    @Test(
        "Yes and no",
        arguments: [
            ("true", true), ("false", false), ("1", true), ("0", false), ("\"1\"", true), ("\"0\"", false), ("\"yes\"", true),
            ("\"Off\"", false),
            ("null", nil), ("\"maybe\"", nil), ("[]", nil), ("0.0", false),
        ] as [(String, Bool?)])
    func booleans(text: String, value: Bool?) throws {
        let read = try JSONReader.read(Array(text.utf8)) { reader throws(JSONFailure) in try reader.bool() }
        #expect(read == value)
    }

    @Test(
        "Strings and their escapes",
        arguments: [
            ("\"plain\"", "plain"), ("\"\"", ""), (#""a\"b\\c\/d\n\t""#, "a\"b\\c/d\n\t"), (#""\u00e9\u20ac""#, "é€"),
            (#""\ud83d\ude00""#, "😀"),
            (#""\ud83d""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\uZZZZ""#, "\u{FFFD}ZZZZ"),
            ("1234", "1234"), ("1.50", "1.50"), ("null", nil),
            ("true", nil), ("[\"a\"]", nil), ("nan", nil), ("\"ümläut\"", "ümläut"),
        ] as [(String, String?)])
    func strings(text: String, value: String?) throws { #expect(try string(text) == value) }

    @Test(
        "Text that is no JSON fails where it goes wrong",
        arguments: [
            ("", .truncated, 0), ("{", .truncated, 1), ("[1,", .truncated, 3), ("{\"a\"}", .syntax, 4), ("[1 2]", .syntax, 3),
            ("\"open", .truncated, 5),
            ("tru", .syntax, 0), ("nul", .syntax, 0), ("{} x", .trailing, 3), ("[1,]", .syntax, 3), ("-", .syntax, 1),
            ("\"end\\", .truncated, 5),
            ("{1:2}", .syntax, 1), ("truely", .syntax, 0), ("<html>", .syntax, 0), ("[}", .syntax, 1), ("[1}", .syntax, 2),
        ] as [(String, JSONFailure.Reason, Int)])
    func failures(text: String, reason: JSONFailure.Reason, position: Int) {
        #expect(failure(text) == JSONFailure(reason, at: position))
    }

    @Test("Nesting is bounded, for what is read and for what is passed over")
    func depth() throws {
        let most = JSONReader.mostDepth
        let deep = String(repeating: "[", count: most) + String(repeating: "]", count: most)
        #expect(failure(deep) == nil)
        #expect(failure("[\(deep)]")?.reason == .tooDeep)
        #expect(failure(String(repeating: "[{\"a\":", count: 40))?.reason == .tooDeep)
        #expect(failure(String(repeating: "[", count: 1_000_000))?.reason == .tooDeep)
        let before = try JSONReader.read(Array("{\"a\":[{\"b\":[]}],\"c\":1}".utf8)) { reader throws(JSONFailure) in
            var found: Int64?
            try reader.object { key, reader throws(JSONFailure) in if case "c" = key { found = try reader.int64() } }
            return found
        }
        #expect(before == 1)
    }

    @Test("A row with wrong fields keeps its good ones, and what is not read is passed over")
    func tolerance() throws {
        let text = """
            {"vmid":"101","name":["no"],"extra":{"deep":[1,{"x":"\\"}"}]},"cpu":"0.25","template":"1","esc\\u0061ped":7,"net12":"a","last":null}
            """
        var vmid: Int?
        var name: String?
        var cpu: Double?
        var template: Bool?
        var escaped: Int64?
        var number: Int?
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONFailure) in
            _ = try reader.object { key, reader throws(JSONFailure) in
                switch key {
                case "vmid": vmid = try reader.int()
                case "name": name = try reader.string()
                case "cpu": cpu = try reader.double()
                case "template": template = try reader.bool()
                case "escaped": escaped = try reader.int64()
                default: number = key.number(after: "net") ?? number
                }
            }
        }
        #expect(vmid == 101)
        #expect(name == nil)
        #expect(cpu == 0.25)
        #expect(template == true)
        #expect(escaped == 7)
        #expect(number == 12)
    }

    @Test("A list of texts leaves out what is none; one text is a list")
    func lists() throws {
        func read(_ text: String) throws -> [String] {
            try JSONReader.read(Array(text.utf8)) { reader throws(JSONFailure) in try reader.strings() }
        }
        #expect(try read(#"["a", 2, null, {}, "b"]"#) == ["a", "2", "b"])
        #expect(try read("\"one\"") == ["one"])
        #expect(try read("{}").isEmpty)
        #expect(try read("null").isEmpty)
    }

    @Test("A pool answers the same text, also beyond its bound")
    func pool() throws {
        var pool = StringPool(most: 100)
        let names = (0..<500).map { "a name that is long enough \($0 % 250)" }
        let text = "[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        var read: [String] = []
        try JSONReader.read(Array(text.utf8)) { reader throws(JSONFailure) in
            _ = try reader.array { reader throws(JSONFailure) in
                if let name = try reader.string(sharedBy: &pool) { read.append(name) }
            }
        }
        #expect(read == names)
    }
}
