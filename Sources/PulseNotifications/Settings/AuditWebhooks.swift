import PulseCore
import PulseStorage

/// The addresses that get every audit event, `notifications` §9.
public struct AuditWebhooks: Sendable {
    public static let most = 20
    private struct List: Sendable, Codable { var urls: [String] = [] }
    private static let key = DocumentKey<List>("notifications/audit-webhooks", isSecret: true)

    private let documents: DocumentStore

    /// - Parameter documents: with secrets, because addresses may hold tokens.
    public init(documents: DocumentStore) { self.documents = documents }

    /// In the order they were given.
    public func urls() throws -> [String] { try documents.get(Self.key)?.value.urls ?? [] }

    /// Replaces the list; duplicates are dropped.
    @discardableResult
    public func replace(_ urls: [String]) throws -> [String] {
        var seen: Set<String> = []
        let unique = urls.filter { seen.insert($0).inserted }
        try documents.put(List(urls: unique), for: Self.key)
        return unique
    }
}
