import HTTPTypes

/// Where a request really comes from and how it was really sent, with trusted proxies taken into account.
struct CallerAddress: Sendable, Equatable {
    /// For logs, lockouts and audit; the peer's own text when it is no IP address.
    let text: String
    let ip: IPAddress?
    /// The TCP peer is a trusted proxy.
    let peerIsTrusted: Bool
    /// The TCP peer is loopback and claims to forward for nobody.
    let isDirectLoopback: Bool
    let isSecure: Bool
    let host: String

    init(peer: String, isTLS: Bool, headers: HTTPFields, authority: String?, proxies: TrustedProxies) {
        let peerIP = IPAddress(peer)
        let trusted = peerIP.map(proxies.contains) ?? false
        let forwarded = headers[values: .forwardedFor]
        let claimsForwarding = !forwarded.isEmpty || headers[.forwarded] != nil || headers[.realIP] != nil
        peerIsTrusted = trusted
        isDirectLoopback = (peerIP?.isLoopback ?? false) && !claimsForwarding
        let claimed = trusted ? Self.claimed(forwarded, headers[.realIP], proxies) : nil
        ip = claimed ?? peerIP
        text = claimed?.text ?? peerIP?.text ?? peer
        isSecure = isTLS || (trusted && Self.claimsHTTPS(headers))
        let forwardedHost = trusted ? headers[.forwardedHost].flatMap { $0.split(separator: ",").first } : nil
        host = forwardedHost.map { String($0.filter { $0 != " " }) } ?? authority ?? "localhost"
    }

    /// The rightmost address that is no trusted proxy: what stands left of it could have been made up by the caller.
    private static func claimed(_ forwarded: [String], _ realIP: String?, _ proxies: TrustedProxies) -> IPAddress? {
        let hops: [String] = forwarded.flatMap { value in
            value.split(separator: ",").map { hop in String(hop.filter { $0 != " " }) }
        }
        for hop in hops.reversed() {
            guard let address = IPAddress(hop) else { return nil }
            if !proxies.contains(address) { return address }
        }
        if let leftmost = hops.first { return IPAddress(leftmost) }
        guard let realIP else { return nil }
        return IPAddress(String(realIP.filter { $0 != " " }))
    }

    private static func claimsHTTPS(_ headers: HTTPFields) -> Bool {
        let scheme = headers[.forwardedProto] ?? headers[.forwardedScheme]
        if let scheme {
            let first = scheme.split(separator: ",").first.map { $0.filter { $0 != " " }.lowercased() } ?? ""
            return first == "https" || first == "wss"
        }
        return headers[.forwarded].map { $0.lowercased().contains("proto=https") } ?? false
    }
}

extension IPAddress {
    var text: String {
        if isIPv4 { return bytes.map { String($0) }.joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return Self.compressed(groups)
    }

    /// RFC 5952: the longest run of zero groups becomes `::`.
    private static func compressed(_ groups: [UInt16]) -> String {
        var best = 0..<0
        var start = 0
        while start < 8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > best.count, end - start > 1 { best = start..<end }
            start = max(end, start + 1)
        }
        let hex = { (part: ArraySlice<UInt16>) in part.map { String($0, radix: 16) }.joined(separator: ":") }
        guard !best.isEmpty else { return hex(groups[...]) }
        return hex(groups[..<best.lowerBound]) + "::" + hex(groups[best.upperBound...])
    }
}
