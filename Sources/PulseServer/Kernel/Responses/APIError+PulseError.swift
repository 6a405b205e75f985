import PulseCore

extension APIError {
    /// Any error as the caller may see it: what is not meant for callers becomes `internal_error`.
    init(_ error: any Error) {
        switch error {
        case let error as APIError: self = error
        case let error as PulseError:
            guard let status = Self.status(ofCode: error.code) else {
                self = .unexpected
                return
            }
            self.init(status, error.code, error.message, details: error.details)
        case is CancellationError: self = .unavailable("shutting_down", "The server is stopping")
        default: self = .unexpected
        }
    }

    /// The status a stable code stands for, by the words it is made of; `nil` for faults of our own.
    static func status(ofCode code: String) -> Int? {
        let words = Set(code.split(separator: "_"))
        if code.hasSuffix("not_found") || words.contains("unknown") { return 404 }
        if code.hasSuffix("too_large") { return 413 }
        if code.hasSuffix("disk_full") { return 507 }
        if code.hasSuffix("read_only") { return 503 }
        if words.contains("internal") || words.contains("corrupt") || words.contains("failed") { return nil }
        if words.contains("unauthorized") || words.contains("unauthenticated") { return 401 }
        if words.contains("forbidden") || words.contains("denied") || words.contains("locked") { return 403 }
        if words.contains("conflict") || words.contains("exists") || words.contains("already") || words.contains("duplicate") { return 409 }
        if words.contains("unavailable") || words.contains("busy") { return 503 }
        if words.contains("limited") { return 429 }
        if words.contains("disabled") { return 501 }
        let faults: Set<Substring> = ["invalid", "missing", "required", "unsupported", "malformed", "short", "long", "range"]
        return words.isDisjoint(with: faults) ? nil : 400
    }
}
