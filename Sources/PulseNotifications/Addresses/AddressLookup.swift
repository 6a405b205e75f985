import PulseOutbound

/// Finds the addresses of a name; a value, so that tests need no name server.
public struct AddressLookup: Sendable {
    /// `nil` when the name is not known.
    public var addresses: @Sendable (String) async -> [IPAddress]?

    public init(_ addresses: @escaping @Sendable (String) async -> [IPAddress]?) { self.addresses = addresses }

    /// The system's resolver, given up after ten seconds.
    public static let system = AddressLookup { name in
        await withTaskGroup(of: [IPAddress]?.self) { group in
            group.addTask { try? await HostAddresses.find(name) }
            group.addTask {
                try? await Task.sleep(for: .seconds(10))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
