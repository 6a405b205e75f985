import PulseOutbound

/// Which requests go through a proxy, from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either case.
public struct ProxySettings: Sendable, Equatable {
    private var secure: Choice = .none
    private var plain: Choice = .none
    private var exceptions: [Exception] = []

    /// What a variable says.
    private enum Choice: Sendable, Equatable {
        case none
        case proxy(OutboundProxy)
        case unusable
    }

    private enum Exception: Sendable, Equatable {
        case everything
        case block(AddressBlock)
        /// The name itself and those below it, or only those below it; `port` narrows it.
        case domain(String, includesItself: Bool, port: Int?)
    }

    /// No proxy at all.
    public init() {}

    public init(environment: [String: String]) {
        func value(_ name: String) -> String { environment[name] ?? environment[name.lowercased()] ?? "" }
        secure = Self.choice(value("HTTPS_PROXY"))
        plain = Self.choice(value("HTTP_PROXY"))
        exceptions = value("NO_PROXY").split(separator: ",").compactMap { Self.exception($0.trimming(while: \.isWhitespace)) }
    }

    /// The proxy for a receiver; `nil` for none.
    ///
    /// - Throws: `ProxyFailure` when one is asked for that cannot be used; the message must not go around it.
    func proxy(for url: WebURL) throws(ProxyFailure) -> OutboundProxy? {
        switch url.isEncrypted ? secure : plain {
        case .none: return nil
        case .unusable: return if isExcepted(url) { nil } else { throw ProxyFailure() }
        case .proxy(let proxy): return isExcepted(url) ? nil : proxy
        }
    }

    private func isExcepted(_ url: WebURL) -> Bool {
        if url.host == "localhost" || url.address.map({ address in WebhookAddressRules.loopback.contains { $0.contains(address) } }) == true
        {
            return true
        }
        return exceptions.contains { exception in
            switch exception {
            case .everything: return true
            case .block(let block): return url.address.map(block.contains) ?? false
            case .domain(let name, let includesItself, let port):
                guard port == nil || port == url.port else { return false }
                return url.host.hasSuffix("." + name) || (includesItself && url.host == name)
            }
        }
    }

    private static func exception(_ text: String) -> Exception? {
        if text == "*" { return .everything }
        if let block = AddressBlock(text) { return .block(block) }
        var name = text.lowercased()
        var port: Int?
        if let colon = name.lastIndex(of: ":"), let number = Int(name[name.index(after: colon)...]) {
            port = number
            name = String(name[..<colon])
        }
        let isBelow = name.hasPrefix(".") || name.hasPrefix("*.")
        name = name.trimming { $0 == "." || $0 == "*" }
        return name.isEmpty ? nil : .domain(name, includesItself: !isBelow, port: port)
    }

    /// Reads `http://user:password@proxy:3128`, or `proxy:3128`.
    private static func choice(_ text: String) -> Choice {
        if text.isEmpty { return .none }
        var rest = text[...]
        if let scheme = text.lowercased().firstMatch(of: /^([a-z0-9+.-]+):\/\//) {
            guard scheme.1 == "http" else { return .unusable }
            rest = rest.dropFirst(7)
        }
        var login: OutboundProxy.Login?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { $0.percentDecoded }
            login = OutboundProxy.Login(user: parts[0], password: parts.count > 1 ? parts[1] : "")
            rest = rest[rest.index(after: at)...]
        }
        guard let url = try? WebURL("http://" + rest) else { return .unusable }
        return .proxy(OutboundProxy(host: url.host, port: url.port, login: login))
    }
}

/// A proxy is set that Pulse cannot use: only HTTP proxies are known.
struct ProxyFailure: Error, Sendable {}

extension StringProtocol {
    /// With `%41` read as `A`; what is no such form stays.
    var percentDecoded: String {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
