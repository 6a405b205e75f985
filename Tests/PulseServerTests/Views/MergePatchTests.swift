import PulseCore
import Testing

@testable import PulseServer

@Suite struct MergePatchTests {
    @Test(arguments: [
        (#"{"id":"a","cpu":{"current":1}}"#, #"{"id":"a","cpu":{"current":2}}"#, #"{"id":"a","cpu":{"current":2}}"#, false),
        (#"{"id":"a","x":1,"y":2}"#, #"{"id":"a","y":2}"#, #"{"id":"a","x":null}"#, false),
        (#"{"id":"a"}"#, #"{"id":"a","t":["b"]}"#, #"{"id":"a","t":["b"]}"#, false),
        (#"{"id":"a","t":["b","c"]}"#, #"{"id":"a","t":["b"]}"#, #"{"id":"a","t":["b"]}"#, false),
        (#"{"id":"a","o":{"x":1,"y":{"z":1}}}"#, #"{"id":"a","o":{"y":{"z":1}}}"#, #"{"id":"a","o":{"x":null}}"#, false),
        (#"{"id":"a","o":{"x":1}}"#, #"{"id":"a","o":5}"#, #"{"id":"a","o":5}"#, false),
        (#"{"id":"a","n":"q\"},{"}"#, #"{"id":"a","n":"q\\"}"#, #"{"id":"a","n":"q\\"}"#, false),
        (
            #"{"id":"a","lastSeen":1,"agent":{"uptimeSeconds":1}}"#, #"{"id":"a","lastSeen":2,"agent":{"uptimeSeconds":2}}"#,
            #"{"id":"a","lastSeen":2,"agent":{"uptimeSeconds":2}}"#, true
        ),
        (#"{"id":"a","uptime":1}"#, #"{"id":"a"}"#, #"{"id":"a","uptime":null}"#, false),
    ])
    func patchesSayWhatChanged(old: String, new: String, expected: String, heartbeat: Bool) throws {
        let patch = try #require(MergePatch(from: Array(old.utf8), to: Array(new.utf8)))
        #expect(String(decoding: patch.bytes, as: UTF8.self) == expected)
        #expect(patch.isHeartbeat == heartbeat)
        let merged = try JSONValue(old.utf8).merging(JSONValue(patch.bytes))
        #expect(merged == (try JSONValue(new.utf8)))
    }

    @Test func equalObjectsNeedNoPatch() {
        #expect(MergePatch(from: Array(#"{"id":"a"}"#.utf8), to: Array(#"{"id":"a"}"#.utf8)) == nil)
    }

    @Test(arguments: 0..<40)
    func anyPairOfObjectsIsReproduced(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let old = Self.object(&random, depth: 0)
            let new = Self.object(&random, depth: 0)
            guard let patch = MergePatch(from: old, to: new) else {
                #expect(old == new)
                continue
            }
            let merged = try JSONValue(old).merging(JSONValue(patch.bytes))
            #expect(merged == (try JSONValue(new)))
        }
    }

    /// An object with members from a small alphabet, so that pairs share many.
    private static func object(_ random: inout SeededGenerator, depth: Int) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            if depth == 0 { json.field("id", "x") }
            for name in ["a", "b\"", "lastSeen", "d{", "e"] where random.next() % 3 != 0 {
                json.key(name)
                write(&json, &random, depth: depth)
            }
        }
        return json.bytes
    }

    private static func write(_ json: inout JSONWriter, _ random: inout SeededGenerator, depth: Int) {
        switch random.next() % 6 {
        case 0: json.value(Int(random.next() % 3))
        case 1: json.value(["", "}", "\\", "a,\"b"][Int(random.next() % 4)])
        case 2: json.value(random.next() % 2 == 0)
        case 3: json.array([1, 2, 3].prefix(Int(random.next() % 4))) { $0.value($1) }
        default:
            if depth < 3 { json.rawValue(object(&random, depth: depth + 1)) } else { json.value(0.5) }
        }
    }
}
