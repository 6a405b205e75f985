/// Why settings cannot be taken; answered as 400.
public struct ConfigurationFault: Error, Sendable, Equatable {
    public enum Code: String, Sendable, CaseIterable {
        /// No JSON, or no object.
        case undecodable = "invalid_json"
        /// A value of another type than the field's.
        case type = "invalid_type"
        case timeZone = "invalid_timezone"
        case time = "invalid_time"
        case target = "invalid_target"
        case value = "invalid_value"
        case filter = "invalid_filter"
        /// The field exists, but what it asks for is not done.
        case unsupported = "unsupported_setting"
    }
    public var code: Code
    /// For example `schedule.quietHours.timezone`; empty for the whole.
    public var field: String
    /// For people.
    public var message: String

    public init(_ code: Code, _ field: String, _ message: String) {
        self.code = code
        self.field = field
        self.message = field.isEmpty ? message : "\(field): \(message)"
    }
}
