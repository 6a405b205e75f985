/// Why a function has no result, without the place.
struct TemplateComplaint: Error {
    var words: String
    init(_ words: String) { self.words = words }
}

extension TemplateFunction {
    /// - Parameter limit: Bytes that a result may have; a longer one may be cut or refused.
    func result(of arguments: [TemplateValue], limit: Int) throws(TemplateComplaint) -> TemplateValue {
        switch self {
        case .and, .or: return .none
        case .not: return .flag(!(try one(arguments)).isTrue)
        case .eq, .ne, .lt, .le, .gt, .ge: return .flag(try compare(arguments))
        case .len: return .integer(Int64(try one(arguments).length()))
        case .index: return try Self.element(arguments)
        case .slice: return try Self.part(arguments)
        case .print: return .text(Self.joined(arguments))
        case .println: return .text(arguments.map(\.printed).joined(separator: " ") + "\n")
        case .printf:
            guard case .text(let format)? = arguments.first else { throw TemplateComplaint("the first argument must be the format") }
            return .text(try TemplateFormat.text(format, arguments.dropFirst(), limit: limit))
        case .truncate, .truncateBytes:
            let (count, text) = try countAndText(arguments)
            return .text(self == .truncate ? text.truncated(characters: count) : text.truncated(bytes: count))
        case .default:
            guard arguments.count == 2 else { throw TemplateComplaint("two arguments are needed") }
            return arguments[1].isTrue ? arguments[1] : arguments[0]
        case .json: return .text(try one(arguments).json)
        case .html, .js, .urlquery: return .text(escape(Self.joined(arguments)))
        case .title, .upper, .lower, .urlencode, .urlpath, .pathescape, .jsonString, .slackText, .markdown, .oneLine:
            return .text(escape(try one(arguments).asText))
        }
    }

    private func one(_ arguments: [TemplateValue]) throws(TemplateComplaint) -> TemplateValue {
        guard arguments.count == 1, let only = arguments.first else {
            throw TemplateComplaint("one argument is needed, \(arguments.count) are given")
        }
        return only
    }

    private func countAndText(_ arguments: [TemplateValue]) throws(TemplateComplaint) -> (Int, String) {
        guard arguments.count == 2, case .integer(let count) = arguments[0], count >= 0 else {
            throw TemplateComplaint("a number and a text are needed")
        }
        return (Int(min(count, 1 << 30)), arguments[1].asText)
    }

    /// As Go's `print`: a space between two values of which neither is a text.
    private static func joined(_ arguments: [TemplateValue]) -> String {
        var text = ""
        var wasText = true
        for argument in arguments {
            var isText = false
            if case .text = argument { isText = true }
            if !isText, !wasText { text += " " }
            text += argument.printed
            wasText = isText
        }
        return text
    }

    private func compare(_ arguments: [TemplateValue]) throws(TemplateComplaint) -> Bool {
        guard arguments.count >= 2, self == .eq || arguments.count == 2 else {
            throw TemplateComplaint("two arguments are needed, \(arguments.count) are given")
        }
        let (left, right) = (arguments[0], arguments[1])
        switch self {
        case .eq:
            for other in arguments.dropFirst() where try left.isEqual(to: other) { return true }
            return false
        case .ne: return !(try left.isEqual(to: right))
        case .lt: return try left.isLess(than: right)
        case .le:
            if try left.isLess(than: right) { return true }
            return try left.isEqual(to: right)
        case .gt: return try right.isLess(than: left)
        default:
            if try right.isLess(than: left) { return true }
            return try left.isEqual(to: right)
        }
    }

    /// `index .Map "a"`, `index .List 0 "b"`.
    private static func element(_ arguments: [TemplateValue]) throws(TemplateComplaint) -> TemplateValue {
        guard var value = arguments.first else { throw TemplateComplaint("nothing to take from") }
        for key in arguments.dropFirst() {
            switch (value, key) {
            case (.map(let members), .text(let name)): value = members[name] ?? .none
            case (.texts(let texts), .text(let name)): value = .text(texts[name] ?? "")
            case (.list(let values), .integer(let position)):
                guard position >= 0, position < values.count else { throw TemplateComplaint("there is no element \(position)") }
                value = values[Int(position)]
            case (.text(let text), .integer(let position)):
                let bytes = text.utf8
                guard position >= 0, position < bytes.count else { throw TemplateComplaint("there is no byte \(position)") }
                value = .integer(Int64(bytes[bytes.index(bytes.startIndex, offsetBy: Int(position))]))
            default: throw TemplateComplaint("\(value.kind) cannot be indexed by \(key.kind)")
            }
        }
        return value
    }

    /// `slice .Text 0 10`, in bytes as Go does it; a character cut in two becomes U+FFFD.
    private static func part(_ arguments: [TemplateValue]) throws(TemplateComplaint) -> TemplateValue {
        guard let value = arguments.first, arguments.count <= 3 else { throw TemplateComplaint("one value and at most two numbers") }
        let length = try value.length()
        var bounds = [0, length]
        for (position, argument) in arguments.dropFirst().enumerated() {
            guard case .integer(let bound) = argument, bound >= 0, bound <= length else {
                throw TemplateComplaint("a bound is no number from 0 to \(length)")
            }
            bounds[position] = Int(bound)
        }
        guard bounds[0] <= bounds[1] else { throw TemplateComplaint("the bounds are in the wrong order") }
        switch value {
        case .text(let text): return .text(String(decoding: Array(text.utf8)[bounds[0]..<bounds[1]], as: UTF8.self))
        case .list(let values): return .list(Array(values[bounds[0]..<bounds[1]]))
        default: throw TemplateComplaint("\(value.kind) cannot be cut")
        }
    }
}
