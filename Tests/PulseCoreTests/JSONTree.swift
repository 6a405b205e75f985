import PulseCore

/// A JSON document as a value, for comparing what was written with what a reader understood.
indirect enum JSONTree: Equatable, Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case map([String: JSONTree])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONTree].self) {
            self = .list(list)
        } else {
            self = .map(try container.decode([String: JSONTree].self))
        }
    }

    static func random(depth: Int, using random: inout SeededGenerator) -> JSONTree {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &random) {
        case 0: return .null
        case 1: return .flag(Bool.random(using: &random))
        case 2: return .number(randomNumber(using: &random))
        case 3: return .text(randomText(using: &random))
        case 4: return .list((0..<Int.random(in: 0...4, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
        default:
            var map: [String: JSONTree] = [:]
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                map[randomText(using: &random)] = .random(depth: depth - 1, using: &random)
            }
            return .map(map)
        }
    }

    private static func randomNumber(using random: inout SeededGenerator) -> Double {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return Double(Int.random(in: -1_000_000...1_000_000, using: &random))
        case 1: return Double.random(in: -1...1, using: &random)
        case 2: return Double(Int64.random(in: -(1 << 53)...(1 << 53), using: &random))
        default:
            let bits = Double(bitPattern: random.next())
            return bits.isFinite ? bits : 0
        }
    }

    private static func randomText(using random: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...12, using: &random)
        var text = String.UnicodeScalarView()
        for _ in 0..<count {
            let range: ClosedRange<UInt32> = Bool.random(using: &random) ? 0...0x7F : 0xE000...0x1FFFF
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { text.append(scalar) }
        }
        return String(text)
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .flag(let flag): writer.value(flag)
        case .number(let number): writer.value(number)
        case .text(let text): writer.value(text)
        case .list(let list): writer.array(list) { $1.write(to: &$0) }
        case .map(let map): writer.object(map) { $1.write(to: &$0) }
        }
    }
}
