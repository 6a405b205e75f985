/// The smallest parts of a template.
struct TemplateToken: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// Text outside of actions.
        case text(String)
        case open, close
        /// `.`
        case dot
        /// `.Name`, or a chain link after `)` or a variable when `isJoined`.
        case field(String)
        /// `$` is the empty name.
        case variable(String)
        case word(String)
        case string(String)
        case integer(Int64)
        case number(Double)
        case pipe, declare, assign, comma, leftParenthesis, rightParenthesis
    }
    var kind: Kind
    var place: TemplatePlace
    /// No space stands before it.
    var isJoined: Bool
}
