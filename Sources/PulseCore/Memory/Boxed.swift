/// A value that lies outside of what holds it, copied when it is changed while others hold it as well.
///
/// For large values in dictionaries: those keep room for values that they do not have, as large as the values themselves.
public struct Boxed<Value: Sendable>: Sendable {
    // Changed only by the one who holds it alone.
    private final class Storage: @unchecked Sendable {
        var value: Value
        init(_ value: Value) { self.value = value }
    }
    private var storage: Storage

    public init(_ value: Value) { storage = Storage(value) }

    public var value: Value { storage.value }

    /// Changes the value in place.
    public mutating func update<Result>(_ change: (inout Value) -> Result) -> Result {
        if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.value) }
        return change(&storage.value)
    }
}
