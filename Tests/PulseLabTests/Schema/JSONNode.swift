import Foundation

/// JSON as a tree, with whole numbers, fractions and flags told apart.
indirect enum JSONNode: Decodable, Hashable {
    case null
    case flag(Bool)
    case whole(Int64)
    case fraction(Double)
    case text(String)
    case list([JSONNode])
    case object([String: JSONNode])

    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            var members: [String: JSONNode] = [:]
            for key in container.allKeys { members[key.stringValue] = try container.decode(JSONNode.self, forKey: key) }
            self = .object(members)
            return
        }
        if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONNode] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONNode.self)) }
            self = .list(elements)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? value.decode(Int64.self) {
            self = .whole(whole)
        } else if let fraction = try? value.decode(Double.self) {
            self = .fraction(fraction)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(JSONNode.self, from: Data(bytes)) }

    subscript(_ name: String) -> JSONNode? {
        if case .object(let members) = self { members[name] } else { nil }
    }
    var list: [JSONNode] { if case .list(let elements) = self { elements } else { [] } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? {
        switch self {
        case .whole(let value): Double(value)
        case .fraction(let value): value
        default: nil
        }
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
