import PulseCore

extension MetadataValue {
    /// Writes the value as JSON, objects with their keys in order.
    public func write(to json: inout JSONWriter) {
        switch self {
        case .null: json.null()
        case .text(let text): json.value(text)
        case .number(let number): json.value(number)
        case .integer(let number): json.value(number)
        case .flag(let flag): json.value(flag)
        case .list(let values): json.array(values) { $1.write(to: &$0) }
        case .object(let members): json.object(members) { $1.write(to: &$0) }
        }
    }

    /// Reads any JSON value; numbers without a fraction become integers.
    public static func read(_ reader: inout JSONReader) throws(JSONFailure) -> MetadataValue {
        switch try reader.kind() {
        case .string: return .text(try reader.string() ?? "")
        case .boolean: return .flag(try reader.bool() ?? false)
        case .number:
            let number = try reader.double() ?? 0
            return number.rounded() == number && abs(number) < 9e15 ? .integer(Int64(number)) : .number(number)
        case .array:
            var values: [MetadataValue] = []
            try reader.array { reader throws(JSONFailure) in values.append(try read(&reader)) }
            return .list(values)
        case .object:
            var members: [String: MetadataValue] = [:]
            try reader.object { (key, reader) throws(JSONFailure) in members[key.text] = try read(&reader) }
            return .object(members)
        case .null:
            _ = try reader.string()
            return .null
        }
    }
}
