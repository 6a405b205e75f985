import PulseCore
import PulseMonitor
import Testing

@Suite struct MetadataPatchTests {
    @Test func onlyPresentMembersChange() throws {
        var record = MetadataRecord()
        record.customURL = "https://old.example"
        record.notes = ["one"]
        let patch = try MetadataPatch(json: Array(#"{"notes":["two","three"],"description":"web"}"#.utf8))
        let changed = patch.applied(to: record)
        #expect(changed.customURL == "https://old.example")
        #expect(changed.notes == ["two", "three"])
        #expect(changed.description == "web")
        #expect(changed.tags == nil)
    }

    @Test(arguments: [#"{"customUrl":null}"#, #"{"customUrl":""}"#, #"{"customUrl":"  "}"#])
    func nullAndEmptyClear(json: String) throws {
        var record = MetadataRecord()
        record.customURL = "https://old.example"
        #expect(try MetadataPatch(json: Array(json.utf8)).applied(to: record).customURL == nil)
    }

    @Test(arguments: ["", "[]", "null", "{bad", #"{"tags":"x"}"#, #"{"commandsEnabled":"yes"}"#, #"{"notes":[1]}"#, "7"])
    func refusesWhatIsNoPatch(json: String) {
        #expect { try MetadataPatch(json: Array(json.utf8)) } throws: { ($0 as? PulseError)?.code == "invalid_request_body" }
    }

    @Test func refusesTooMuch() {
        let large = #"{"description":""# + String(repeating: "x", count: MetadataPatch.bodyLimit) + #""}"#
        #expect { try MetadataPatch(json: Array(large.utf8)) } throws: { ($0 as? PulseError)?.code == "invalid_request_body" }
        let tags = (0...50).map { "\"t\($0)\"" }.joined(separator: ",")
        #expect { try MetadataPatch(json: Array("{\"tags\":[\(tags)]}".utf8)) } throws: { ($0 as? PulseError)?.code == "limit_exceeded" }
        let long = #"{"tags":[""# + String(repeating: "x", count: 65) + #""]}"#
        #expect { try MetadataPatch(json: Array(long.utf8)) } throws: { ($0 as? PulseError)?.code == "limit_exceeded" }
    }

    @Test(arguments: [
        ("ftp://x", "URL must use http:// or https:// scheme"),
        ("javascript:alert(1)", "URL must use http:// or https:// scheme"),
        ("https://", "Invalid URL: missing host"),
        ("http://:80/x", "Invalid URL: missing host"),
        ("https://192.168.", "Incomplete URL: '192.168.'"),
        ("https://host:port/", "Invalid URL format: invalid port"),
        ("https://host:70000/", "Invalid URL format: invalid port"),
        ("https://a b/", "Invalid URL format"),
        ("https://[::1/", "Invalid URL format"),
    ])
    func refusesAddressesThatCannotWork(url: String, message: String) {
        let error = #expect(throws: PulseError.self) { try MetadataPatch(json: Array("{\"customUrl\":\"\(url)\"}".utf8)) }
        #expect(error?.code == "invalid_url")
        #expect(error?.message.hasPrefix(message) == true)
    }

    @Test(arguments: ["http://x", "https://example.org:8006/#v1:0", "HTTPS://u:p@host/path?q=1", "http://[fe80::1]:80/", "http://10.0.0.1"])
    func acceptsAddresses(url: String) throws {
        let patch = try MetadataPatch(json: Array("{\"customUrl\":\"\(url)\"}".utf8))
        #expect(patch.customURL == .set(url))
    }
}
