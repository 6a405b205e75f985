/// Why bytes are no JSON, and where.
public struct JSONFailure: Error, Sendable, Equatable {
    public enum Reason: String, Sendable {
        /// Another character is needed here.
        case syntax
        /// The text ends inside a value.
        case truncated
        /// Objects and arrays are nested more deeply than `JSONReader.mostDepth`.
        case tooDeep = "too_deep"
        /// Something follows the value.
        case trailing
    }
    public let reason: Reason
    /// Offset of the byte, from 0.
    public let position: Int

    public init(_ reason: Reason, at position: Int) {
        self.reason = reason
        self.position = position
    }
}

extension JSONFailure: CustomStringConvertible {
    public var description: String { "no JSON at byte \(position): \(reason.rawValue)" }
}
