import FoundationEssentials

/// Makes ids for connections.
public enum ConnectionID {
    /// A new random UUID, in lower case.
    public static func make() -> String { UUID().uuidString.lowercased() }
}
