import PulseCore

extension Schema {
    /// Writes the shape as JSON Schema; named shapes become references.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .text: Self.write("string", to: &writer)
        case .integer: Self.write("integer", to: &writer)
        case .number: Self.write("number", to: &writer)
        case .flag: Self.write("boolean", to: &writer)
        case .moment:
            writer.object {
                $0.field("type", "string")
                $0.field("format", "date-time")
            }
        case .list(let element):
            writer.object {
                $0.field("type", "array")
                $0.key("items")
                element.write(to: &$0)
            }
        case .map(let value):
            writer.object {
                $0.field("type", "object")
                $0.key("additionalProperties")
                value.write(to: &$0)
            }
        case .object(let members): Self.write(members, to: &writer)
        case .named(let name, _): writer.object { $0.field("$ref", "#/components/schemas/\(name)") }
        case .choice(let values):
            writer.object {
                $0.field("type", "string")
                $0.field("enum", values)
            }
        case .any, .content: writer.object { _ in }
        }
    }

    private static func write(_ type: String, to writer: inout JSONWriter) { writer.object { $0.field("type", type) } }

    private static func write(_ members: [(String, Schema)], to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("type", "object")
            writer.key("properties")
            writer.object { writer in
                for (name, schema) in members {
                    writer.key(name.hasSuffix("?") ? String(name.dropLast()) : name)
                    schema.write(to: &writer)
                }
            }
            let required = members.map(\.0).filter { !$0.hasSuffix("?") }
            writer.optional("required", required)
        }
    }

    /// The shapes with names in this one, by name.
    func collect(into components: inout [String: Schema]) {
        switch self {
        case .named(let name, let shape):
            guard components.updateValue(shape, forKey: name) == nil else { return }
            shape.collect(into: &components)
        case .list(let inner), .map(let inner): inner.collect(into: &components)
        case .object(let members): for (_, member) in members { member.collect(into: &components) }
        case .text, .integer, .number, .flag, .moment, .choice, .any, .content: break
        }
    }

    var contentType: String {
        if case .content(let type) = self { return type }
        return "application/json"
    }
}
