extension RequestContext {
    /// A whole number from the query: `fallback` when absent or not a number, otherwise brought into `range`.
    public func integer(_ name: String, default fallback: Int, in range: ClosedRange<Int>) -> Int {
        guard let text = query[name], let value = Int(text) else { return fallback }
        return min(max(value, range.lowerBound), range.upperBound)
    }

    /// A whole number from the query, `nil` when absent.
    ///
    /// - Throws: 400 `invalid_<name>` for anything that is not a number within `range`.
    public func requiredInteger(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw APIError.badRequest("invalid_\(name)", "\(name) must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A flag from the query: `true`, `1`, `yes` and `on` are true.
    public func flag(_ name: String) -> Bool {
        guard let text = query[name]?.lowercased() else { return false }
        return ["true", "1", "yes", "on"].contains(text)
    }
}
