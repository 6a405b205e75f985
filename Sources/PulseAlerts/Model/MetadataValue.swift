/// A member of an alert's `metadata`: any JSON value.
public enum MetadataValue: Sendable, Equatable {
    case null
    case text(String)
    case number(Double)
    case integer(Int64)
    case flag(Bool)
    case list([MetadataValue])
    case object([String: MetadataValue])

    /// A list of texts.
    public static func texts(_ texts: [String]) -> Self { .list(texts.map { .text($0) }) }
}
