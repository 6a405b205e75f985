import PulseCore

/// The answer of `GET /cluster/options`.
enum ClusterOptions {
    /// The look of tags. `tag-style` is a property string, or the same as an object.
    static func tagStyle(_ bytes: [UInt8]) throws(JSONFailure) -> ConnectionCondition.TagStyle {
        var properties: [String: String] = [:]
        try Envelope.object(bytes) { (key, reader) throws(JSONFailure) in
            guard case "tag-style" = key else { return }
            if try reader.kind() == .string {
                let list = PropertyList(try reader.string() ?? "")
                for name in ["shape", "color-map", "case-sensitive"] { properties[name] = list[name] }
            } else {
                try reader.object { (key, reader) throws(JSONFailure) in
                    properties[key.text] = try reader.kind() == .boolean ? (reader.bool() == true ? "1" : "0") : reader.string()
                }
            }
        }
        var style = ConnectionCondition.TagStyle()
        style.shape = properties["shape"]
        style.isCaseSensitive = properties["case-sensitive"] == "1" || properties["case-sensitive"] == "true"
        for entry in (properties["color-map"] ?? "").split(separator: ";").prefix(mostColors) { style.add(entry) }
        return style
    }

    private static let mostColors = 1024
}

extension ConnectionCondition.TagStyle {
    /// `tag:background`, or `tag:background:text`; colours are six hexadecimal digits.
    fileprivate mutating func add(_ entry: Substring) {
        let parts = entry.split(separator: ":")
        guard parts.count == 2 || parts.count == 3 else { return }
        let colors = parts.dropFirst().map { $0.hasPrefix("#") ? $0.dropFirst() : $0 }
        guard colors.allSatisfy({ $0.utf8.count == 6 && $0.allSatisfy(\.isHexDigit) }) else { return }
        self.colors[String(parts[0])] = colors.map { "#" + $0.lowercased() }.joined(separator: ":")
    }
}
