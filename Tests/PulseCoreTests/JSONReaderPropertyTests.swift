import Testing

@testable import PulseCore

@Suite("JSONReader, random input")
struct JSONReaderPropertyTests {
    private static let document = """
        {"data":[{"vmid":100,"name":"web \\"1\\" \\u00e9","cpu":0.0249060195469461,"maxmem":"8,589,934,592","tags":"a;b","template":0},
        {"vmid":"101","nested":{"list":[1,-2.5e3,null,true,false,"x",[],{}]},"uptime":nan},null,"text",[{"k":{"k":[[[]]]}}]],"total":3}
        """

    /// Reads as the mappings do: some fields by name, the rest passed over.
    private func read(_ bytes: [UInt8]) -> Result<Int, JSONFailure> {
        var pool = StringPool()
        do {
            let count = try JSONReader.read(bytes) { reader throws(JSONFailure) in
                var count = 0
                try reader.object { key, reader throws(JSONFailure) in
                    guard case "data" = key else { return }
                    try reader.array { reader throws(JSONFailure) in
                        try reader.object { key, reader throws(JSONFailure) in
                            count += 1
                            switch key {
                            case "vmid": _ = try reader.int()
                            case "cpu", "uptime": _ = try reader.double()
                            case "name", "tags": _ = try reader.string(sharedBy: &pool)
                            case "template": _ = try reader.bool()
                            case "nested": _ = try reader.strings()
                            default: _ = key.text
                            }
                        }
                    }
                }
                return count
            }
            return .success(count)
        } catch { return .failure(error) }
    }

    @Test("The document itself is read")
    func whole() throws { #expect(try read(Array(Self.document.utf8)).get() == 9) }

    @Test("Every beginning of a document is refused at its end, never beyond")
    func truncated() {
        let bytes = Array(Self.document.utf8)
        for length in 0..<bytes.count {
            guard case .failure(let failure) = read(Array(bytes[..<length])) else {
                Issue.record("a part of \(length) bytes was taken for a whole")
                continue
            }
            #expect(failure.position <= length)
        }
    }

    @Test("Changed bytes end in a result or in an error inside the text", arguments: [1, 2, 3, 4] as [UInt64])
    func mutated(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let original = Array(Self.document.utf8)
        let interesting = Array("{}[]\",:\\0-9eE.+ntf \u{0}".utf8) + [0xFF, 0xC3]
        for _ in 0..<4000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = interesting[Int.random(in: 0..<interesting.count, using: &random)]
                case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 2: bytes.remove(at: at)
                default: bytes.insert(interesting[Int.random(in: 0..<interesting.count, using: &random)], at: at)
                }
            }
            switch read(bytes) {
            case .success(let count): #expect(count <= bytes.count)
            case .failure(let failure): #expect((0...bytes.count).contains(failure.position))
            }
        }
    }

    @Test("Numbers come back as they were written", arguments: [11, 12] as [UInt64])
    func numbers(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for round in 0..<3000 {
            let value: Double
            switch round % 3 {
            case 0: value = Double.random(in: 0..<1, using: &random)
            case 1: value = Double(bitPattern: UInt64.random(in: 0...(.max), using: &random))
            default: value = (Double.random(in: -1e13..<1e13, using: &random) * 100).rounded() / 100
            }
            guard value.isFinite else { continue }
            let read = try JSONReader.read(Array("[\(value)]".utf8)) { reader throws(JSONFailure) in
                var read: Double?
                try reader.array { reader throws(JSONFailure) in read = try reader.double() }
                return read
            }
            #expect(read == value)
        }
    }
}
