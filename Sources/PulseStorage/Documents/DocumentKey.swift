/// Names a document and the type of its content.
///
/// Declare one constant for each document: `static let appearance = DocumentKey<Appearance>("settings/appearance")`.
public struct DocumentKey<Value: Codable & Sendable>: Sendable {
    /// Unique name, folders by `/`.
    public let name: String
    /// Whether the content is encrypted at rest.
    public let isSecret: Bool

    /// A key; `isSecret` seals the content with the store's `SecretBox`.
    public init(_ name: String, isSecret: Bool = false) {
        self.name = name
        self.isSecret = isSecret
    }
}

/// A stored value with the revision that guards its replacement.
public struct Document<Value: Sendable>: Sendable {
    public let value: Value
    /// Starts at 1 and grows by one with each change.
    public let revision: Int64
}
