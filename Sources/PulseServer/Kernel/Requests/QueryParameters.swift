/// The query of a request, decoded when asked.
///
/// Looked through byte by byte: a request asks for ten names, and characters cost twenty times what bytes do.
public struct QueryParameters: Sendable {
    /// Everything after `?`, as it came.
    public let raw: Substring

    public init(_ raw: Substring) { self.raw = raw }

    /// The first value of the name, percent-decoded; `nil` when it is absent or not valid UTF-8.
    public subscript(name: String) -> String? { parts.first { $0.isNamed(name) }.flatMap(\.value) }

    /// Every value of the name, in order.
    public func all(_ name: String) -> [String] { parts.filter { $0.isNamed(name) }.compactMap(\.value) }

    /// Whether the name is there, with or without a value.
    public func contains(_ name: String) -> Bool { parts.contains { $0.isNamed(name) } }

    /// All pairs, in order; pairs that do not decode are left out.
    public var pairs: [(name: String, value: String)] {
        parts.compactMap { part in
            guard let name = part.name, let value = part.value else { return nil }
            return (name, value)
        }
    }

    private var parts: some Sequence<Part> {
        raw.utf8.split(separator: UInt8(ascii: "&")).lazy.map { Part(text: Substring($0)) }
    }

    /// What lies between two `&`.
    private struct Part {
        let text: Substring

        private var nameBytes: Substring.UTF8View.SubSequence { text.utf8.prefix { $0 != UInt8(ascii: "=") } }

        var name: String? { PercentCoding.decode(Substring(nameBytes), plusIsSpace: true) }
        var value: String? {
            PercentCoding.decode(Substring(text.utf8.drop { $0 != UInt8(ascii: "=") }.dropFirst()), plusIsSpace: true)
        }

        func isNamed(_ wanted: String) -> Bool {
            let bytes = nameBytes
            if bytes.elementsEqual(wanted.utf8) { return true }
            // Escapes may spell the same name.
            return bytes.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") } && name == wanted
        }
    }
}
