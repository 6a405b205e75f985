import PulseCore
import PulseProxmox

/// How callers name a connection, `platform-connections` §2.1: its id, its place in the list of its type, or its name.
public enum ConnectionReference: Sendable, Equatable {
    case id(String)
    /// `pve-0`: the place among the connections of that type.
    case position(ProxmoxProduct, Int)
    /// `pve:name`.
    case name(ProxmoxProduct, String)

    /// Throws `missing_node_id` or `invalid_node_id`.
    public init(_ text: String) throws(PulseError) {
        guard !text.isEmpty else { throw PulseError("missing_node_id", "Node ID required") }
        if Self.isUUID(text) {
            self = .id(text.lowercased())
            return
        }
        for product in ProxmoxProduct.allCases where text.hasPrefix(product.rawValue) {
            let rest = text.dropFirst(product.rawValue.count)
            if rest.hasPrefix(":"), rest.count > 1 {
                self = .name(product, String(rest.dropFirst()))
                return
            }
            let digits = rest.dropFirst()
            guard rest.hasPrefix("-"), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let place = Int(digits) else { break }
            self = .position(product, place)
            return
        }
        throw PulseError("invalid_node_id", "Invalid node ID")
    }

    private static func isUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        return bytes.indices.allSatisfy { index in
            let byte = bytes[index]
            if [8, 13, 18, 23].contains(index) { return byte == UInt8(ascii: "-") }
            return (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
        }
    }
}
