extension KeyedDecodingContainer {
    /// The member, or `fallback` when it is missing, so that what an older Pulse stored stays readable.
    ///
    /// Throws for a member of another type: what cannot be understood must not be replaced by a default.
    func value<Value: Decodable>(_ key: Key, default fallback: Value) throws -> Value {
        try decodeIfPresent(Value.self, forKey: key) ?? fallback
    }
}
