/// What a template works with.
public enum TemplateValue: Sendable, Equatable {
    /// What is not there; prints as `<no value>`.
    case none
    case text(String)
    case integer(Int64)
    case number(Double)
    case flag(Bool)
    case list([TemplateValue])
    /// Any keys; a missing one is `none`.
    case map([String: TemplateValue])
    /// Texts by any keys; `index` answers the empty text for a missing one.
    case texts([String: String])
    /// A fixed set of fields; a missing one is an error.
    case record([String: TemplateValue])
}

extension TemplateValue {
    /// Whether `if` takes it for true: not for nothing, `false`, 0 and what is empty.
    var isTrue: Bool {
        switch self {
        case .none: false
        case .text(let text): !text.isEmpty
        case .integer(let number): number != 0
        case .number(let number): number != 0
        case .flag(let flag): flag
        case .list(let values): !values.isEmpty
        case .map(let members): !members.isEmpty
        case .texts(let members): !members.isEmpty
        case .record: true
        }
    }

    /// What kind of value it is, for messages.
    var kind: String {
        switch self {
        case .none: "nothing"
        case .text: "a text"
        case .integer, .number: "a number"
        case .flag: "true or false"
        case .list: "a list"
        case .map, .texts: "a map"
        case .record: "an object"
        }
    }

    /// The members of a map or record by name.
    var members: [String: TemplateValue]? {
        switch self {
        case .map(let members), .record(let members): members
        case .texts(let texts): texts.mapValues { .text($0) }
        default: nil
        }
    }
}
