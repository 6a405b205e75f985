import PulseOutbound

/// Says which receivers may be told, `notifications` §5: those on public addresses, and those on private ones that the
/// administrator allowed. Never the surroundings of the machine: link-local addresses, metadata services, multicast.
public struct WebhookAddressRules: Sendable, Equatable {
    /// From the setting `webhookAllowedPrivateCIDRs`.
    public var allowedPrivate: [AddressBlock]

    public init(allowedPrivate: [AddressBlock] = []) { self.allowedPrivate = allowedPrivate }

    /// Judges one address; `nil` when it may be connected to.
    public func refusal(of address: IPAddress) -> AddressRefusal? {
        let meant = address.innermost
        let forms = [address, meant]
        if forms.contains(where: { Self.metadataAddresses.contains($0) }) { return .metadata }
        if forms.contains(where: { form in Self.never.contains { $0.contains(form) } }) { return .never }
        if allowedPrivate.contains(where: { block in forms.contains(where: block.contains) }) { return nil }
        if Self.loopback.contains(where: { $0.contains(meant) }) { return .loopback }
        return forms.contains { form in Self.notPublic.contains { $0.contains(form) } } ? .notPublic : nil
    }

    /// Judges a name before it is looked up; `nil` when its addresses decide.
    public func refusal(ofHost host: String) -> AddressRefusal? {
        if let address = IPAddress(host) { return refusal(of: address) }
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        for refused in ["metadata.google.internal", "metadata.goog", "metadata"] {
            if name == refused || name.hasSuffix("." + refused) { return .metadata }
        }
        guard name == "localhost" || name.hasSuffix(".localhost") else { return nil }
        return allowedPrivate.contains { block in Self.loopback.contains { $0.contains(block.address) } } ? nil : .loopback
    }

    /// Looks the host up and judges every address it leads to.
    ///
    /// - Returns: The addresses to connect to, never empty.
    /// - Throws: `AddressRefusal`: one refused address refuses the host.
    public func addresses(of url: WebURL, lookup: AddressLookup = .system) async throws(AddressRefusal) -> [IPAddress] {
        if let refused = refusal(ofHost: url.host) { throw refused }
        if let literal = url.address { return [literal] }
        guard let found = await lookup.addresses(url.host), !found.isEmpty else { throw .unresolved }
        for address in found {
            if let refused = refusal(of: address) { throw refused }
        }
        return found
    }

    /// Judges the address of a webhook before it is saved; those with template variables are judged when they are rendered.
    public func check(_ text: String, lookup: AddressLookup = .system) async throws(AddressRefusal) {
        _ = try await addresses(of: WebURL(text), lookup: lookup)
    }
}
