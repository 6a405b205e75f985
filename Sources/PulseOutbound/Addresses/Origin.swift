/// Scheme, host and port of a server: `https://pve1:8006`, `http://[2001:db8::1]:8006`.
struct Origin: Sendable, Hashable {
    let isEncrypted: Bool
    /// Without brackets.
    let host: String
    let port: Int

    /// Reads a normalised URL without path; `nil` for anything else.
    init?(_ text: String) {
        var rest = text[...]
        if rest.hasPrefix("https://") {
            isEncrypted = true
            rest = rest.dropFirst(8)
        } else if rest.hasPrefix("http://") {
            isEncrypted = false
            rest = rest.dropFirst(7)
        } else {
            return nil
        }
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        var port: Substring?
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            host = String(rest[rest.index(after: rest.startIndex)..<end])
            let tail = rest[rest.index(after: end)...]
            if !tail.isEmpty {
                guard tail.hasPrefix(":") else { return nil }
                port = tail.dropFirst()
            }
        } else {
            let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
            guard let name = parts.first, parts.count <= 2 else { return nil }
            host = String(name)
            if parts.count == 2 { port = parts[1] }
        }
        guard !host.isEmpty, !host.contains(where: { "/?#@ ".contains($0) }) else { return nil }
        if let port {
            guard let number = Int(port), (1...65535).contains(number) else { return nil }
            self.port = number
        } else {
            self.port = isEncrypted ? 443 : 80
        }
    }

    /// The host when it is written as an address.
    var address: IPAddress? { IPAddress(host) }

    /// The URL without path.
    var text: String { "\(isEncrypted ? "https" : "http")://\(bracketed):\(port)" }

    /// What stands in `Host`: the port only where it is not the usual one.
    var authority: String { port == (isEncrypted ? 443 : 80) ? bracketed : "\(bracketed):\(port)" }

    private var bracketed: String { host.contains(":") ? "[\(host)]" : host }
}
