import NIOCore
import NIOPosix
import PulseOutbound

/// Sends requests to addresses that users typed in: each is checked, each connection goes to a checked address, and each
/// redirect is checked like a first one. For webhooks, Apprise over HTTP and audit sinks.
public struct CheckedHTTP: Sendable {
    /// Redirects that are followed.
    public static let mostRedirects = 3
    /// Bytes of an answer that are read.
    public static let answerLimit = 1 << 20

    private let proxies: ProxySettings
    private let lookup: AddressLookup
    private let group: any EventLoopGroup

    public init(
        proxies: ProxySettings = ProxySettings(), lookup: AddressLookup = .system,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.proxies = proxies
        self.lookup = lookup
        self.group = group
    }

    /// Sends one request. Its `target` is not looked at: that of the address counts.
    ///
    /// - Parameters:
    ///   - rules: In force for this request and its redirects.
    ///   - request: Its timeout holds for everything, redirects included.
    /// - Throws: `CheckedFailure`; nothing is said to an address that is refused.
    public func send(
        _ request: OutboundRequest, to text: String, under rules: WebhookAddressRules, trust: TLSTrust = .system
    ) async throws(CheckedFailure) -> OutboundResponse {
        let url: WebURL
        do throws(AddressRefusal) { url = try WebURL(text) } catch { throw .refused(error) }
        let deadline = ContinuousClock.now + request.timeout
        var here = url
        var request = request
        for redirects in 0...Self.mostRedirects {
            request.target = here.target
            request.timeout = ContinuousClock.now.duration(to: deadline)
            guard request.timeout > .zero else { throw .outbound(.timeout) }
            let answer = try await exchange(request, at: here, under: rules, trust: trust)
            guard let location = Self.location(of: answer) else { return answer }
            guard redirects < Self.mostRedirects else { throw .redirects }
            guard [307, 308].contains(answer.status) || request.method == .get else { throw .changingRedirect(answer.status) }
            let next: WebURL
            do throws(AddressRefusal) { next = try here.following(location) } catch { throw .refused(error) }
            guard next.isEncrypted || !here.isEncrypted else { throw .downgrade }
            if next.origin != here.origin { request.headers.removeAll { !Self.crosses($0.name) } }
            here = next
        }
        throw .redirects
    }

    private static func location(of answer: OutboundResponse) -> String? {
        guard [301, 302, 303, 307, 308].contains(answer.status) else { return nil }
        return answer.header("location")
    }

    /// Whether another server may see the header: credentials stay with the one they were meant for.
    private static func crosses(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["content-type", "user-agent", "accept"].contains(name) || name.hasPrefix("x-pulse-")
    }

    private func exchange(
        _ request: OutboundRequest, at url: WebURL, under rules: WebhookAddressRules, trust: TLSTrust
    ) async throws(CheckedFailure) -> OutboundResponse {
        let route = try await route(to: url, under: rules)
        guard let client = RoutedOutbound(origin: url.origin, route: route, trust: trust, bodyLimit: Self.answerLimit, group: group) else {
            throw .refused(.malformed)
        }
        let answer: Result<OutboundResponse, OutboundFailure>
        do throws(OutboundFailure) { answer = .success(try await client.send(request)) } catch { answer = .failure(error) }
        await client.close()
        switch answer {
        case .success(let response): return response
        case .failure(let failure): throw .outbound(failure)
        }
    }

    /// With a proxy the check moves to the name: the proxy may know names that this machine does not.
    private func route(to url: WebURL, under rules: WebhookAddressRules) async throws(CheckedFailure) -> OutboundRoute {
        let proxy: OutboundProxy?
        do throws(ProxyFailure) { proxy = try proxies.proxy(for: url) } catch { throw .proxy }
        do throws(AddressRefusal) {
            let addresses = try await rules.addresses(of: url, lookup: lookup)
            return proxy.map { .proxy($0) } ?? .addresses(addresses)
        } catch {
            if let proxy, error == .unresolved { return .proxy(proxy) }
            throw .refused(error)
        }
    }
}
