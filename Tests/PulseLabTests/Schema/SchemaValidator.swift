import Foundation

/// Compares an answer with Proxmox's own JSON schema dialect.
///
/// Members may be missing when they are `optional`; flags may be 0 and 1; numbers may not be text.
struct SchemaValidator {
    private(set) var problems: [String] = []

    mutating func check(_ value: JSONNode, _ schema: [String: Any], at path: String) {
        if let choices = schema["enum"] as? [Any], !choices.contains(where: { Self.equals($0, value) }) {
            problems.append("\(path): \(value) is not in the enumeration")
        }
        switch schema["type"] as? String {
        case "object": object(value, schema, path)
        case "array": array(value, schema, path)
        case "string":
            guard let text = value.text else { return expected("text", value, path) }
            pattern(text, schema, path)
        case "integer":
            guard case .whole = value else { return expected("a whole number", value, path) }
            bounds(value, schema, path)
        case "number":
            guard value.number != nil else { return expected("a number", value, path) }
            bounds(value, schema, path)
        case "boolean":
            guard [.flag(true), .flag(false), .whole(0), .whole(1)].contains(value) else { return expected("a flag", value, path) }
        case "null": if value != .null { expected("null", value, path) }
        default: break
        }
    }

    private mutating func expected(_ what: String, _ value: JSONNode, _ path: String) {
        problems.append("\(path): \(String(describing: value).prefix(60)) is not \(what)")
    }

    private mutating func object(_ value: JSONNode, _ schema: [String: Any], _ path: String) {
        guard case .object(let members) = value else { return expected("an object", value, path) }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        for (name, property) in properties {
            // `net[n]` stands for net0, net1 and so on.
            if name.hasSuffix("[n]") {
                let stem = name.dropLast(3)
                for (key, member) in members where key.hasPrefix(stem) && Int(key.dropFirst(stem.count)) != nil {
                    check(member, property, at: "\(path).\(key)")
                }
            } else if name.hasPrefix("{") {
                // `{id}` stands for every member.
                for (key, member) in members { check(member, property, at: "\(path).\(key)") }
            } else if let member = members[name] {
                check(member, property, at: "\(path).\(name)")
            } else if !Self.isSet(property["optional"]) {
                problems.append("\(path).\(name): is missing")
            }
        }
        guard let additional = schema["additionalProperties"], !(additional is [String: Any]), !Self.isSet(additional) else { return }
        for name in members.keys where properties[name] == nil { problems.append("\(path).\(name): is not foreseen") }
    }

    private mutating func array(_ value: JSONNode, _ schema: [String: Any], _ path: String) {
        guard case .list(let elements) = value else { return expected("an array", value, path) }
        guard let items = schema["items"] as? [String: Any] else { return }
        for (index, element) in elements.enumerated() { check(element, items, at: "\(path)[\(index)]") }
    }

    private mutating func bounds(_ value: JSONNode, _ schema: [String: Any], _ path: String) {
        guard let number = value.number else { return }
        if let least = Self.double(schema["minimum"]), number < least { problems.append("\(path): \(number) is less than \(least)") }
        if let most = Self.double(schema["maximum"]), number > most { problems.append("\(path): \(number) is more than \(most)") }
    }

    private mutating func pattern(_ text: String, _ schema: [String: Any], _ path: String) {
        if let pattern = schema["pattern"] as? String, !pattern.contains("(?^"),
            let regex = try? NSRegularExpression(pattern: "^(?:\(pattern))$")
        {
            let range = NSRange(text.startIndex..., in: text)
            if regex.firstMatch(in: text, range: range) == nil { problems.append("\(path): '\(text)' does not fit \(pattern)") }
        }
        let formats: [String: String] = [
            "pve-node": "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?", "pve-storage-id": "[a-zA-Z][a-zA-Z0-9_.-]*[a-zA-Z0-9]",
            "pve-tag-list": "[a-z0-9_][a-z0-9_+.-]*([;, ][a-z0-9_][a-z0-9_+.-]*)*", "dns-name": "[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?",
        ]
        if let format = schema["format"] as? String, let wanted = formats[format],
            text.range(of: "^(?:\(wanted))$", options: .regularExpression) == nil
        {
            problems.append("\(path): '\(text)' is no \(format)")
        }
    }

    private static func isSet(_ value: Any?) -> Bool { double(value).map { $0 != 0 } ?? false }
    private static func double(_ value: Any?) -> Double? {
        (value as? NSNumber)?.doubleValue ?? (value as? String).flatMap { Double($0) }
    }
    private static func equals(_ choice: Any, _ value: JSONNode) -> Bool {
        if let text = choice as? String { return value.text == text }
        return (choice as? NSNumber)?.doubleValue == value.number
    }
}
