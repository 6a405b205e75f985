import GRDB

/// One named step of the schema; once released its name and content never change.
///
/// Each module lists its own steps, oldest first, under its own prefix (`access/1-tokens`), and the program passes all
/// lists to `PulseDatabase`. New steps go to the end of a list.
public struct Migration: Sendable {
    /// Unique among all modules; kept in the database.
    public let name: String
    let apply: @Sendable (Database) throws -> Void

    /// A step made of SQL statements.
    public init(_ name: String, sql: String) {
        self.name = name
        apply = { try $0.execute(sql: sql) }
    }

    /// A step that computes.
    public init(_ name: String, apply: @escaping @Sendable (Database) throws -> Void) {
        self.name = name
        self.apply = apply
    }
}
