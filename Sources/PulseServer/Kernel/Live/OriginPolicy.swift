import HTTPTypes

/// Which pages may open the live connection (contract §6.2).
struct OriginPolicy: Sendable {
    let allowed: CORSPolicy

    /// - Parameters:
    ///   - usesCookie: the caller is known by a cookie, which a browser sends for any page.
    ///   - peerIsPrivate: the TCP peer is loopback or in a private network.
    func accepts(_ origin: String?, caller: CallerAddress, usesCookie: Bool, peerIsPrivate: Bool) -> Bool {
        guard let origin else { return !usesCookie }
        guard let parsed = Origin(origin) else { return false }
        let scheme = caller.isSecure ? "https" : "http"
        if origin.lowercased() == "\(scheme)://\(caller.host.lowercased())" { return true }
        if parsed.authority == Origin.withoutUsualPort(caller.host.lowercased()) { return true }
        if allowed.allowsAll || allowed.origins.contains(origin) { return true }
        guard allowed.origins.isEmpty, peerIsPrivate else { return false }
        return parsed.isLocal
    }

    /// An http(s) origin taken apart.
    struct Origin {
        /// Host and port, without the ports 80 and 443, in lower case.
        let authority: String
        let host: String

        init?(_ text: String) {
            let lower = text.lowercased()
            guard let scheme = ["http://", "https://"].first(where: { lower.hasPrefix($0) }) else { return nil }
            let rest = lower.dropFirst(scheme.count)
            guard !rest.isEmpty, !rest.contains("/"), !rest.contains("@"), Self.hasPlainPort(rest) else { return nil }
            authority = Self.withoutUsualPort(String(rest))
            host = Self.host(of: rest)
        }

        static func withoutUsualPort(_ authority: String) -> String {
            for port in [":80", ":443"] where authority.hasSuffix(port) { return String(authority.dropLast(port.count)) }
            return authority
        }

        /// What follows the host's colon must be a port; else `127.0.0.1:80.evil.example` would pass for loopback.
        private static func hasPlainPort(_ authority: Substring) -> Bool {
            let afterHost = authority.first == "[" ? authority.drop { $0 != "]" }.dropFirst() : authority.drop { $0 != ":" }
            guard let colon = afterHost.first else { return true }
            return colon == ":" && UInt16(afterHost.dropFirst()) != nil
        }

        private static func host(of authority: Substring) -> String {
            if authority.first == "[" { return String(authority.prefix { $0 != "]" }.dropFirst()) }
            return String(authority.prefix { $0 != ":" })
        }

        var isLocal: Bool {
            if let address = IPAddress(host) { return address.isPrivate }
            if host == "localhost" { return true }
            let labels = host.split(separator: ".")
            return labels.count >= 2 && labels.count <= 3 && (labels.last == "local" || labels.last == "lan")
        }
    }
}
