/// Cuts the text of a template into tokens.
struct TemplateLexer {
    private let source: [Unicode.Scalar]
    private var index = 0
    private var place = TemplatePlace()
    private(set) var tokens: [TemplateToken] = []

    init(_ text: String) { source = Array(text.unicodeScalars) }

    static func tokens(of text: String) throws(TemplateFailure) -> [TemplateToken] {
        var lexer = TemplateLexer(text)
        try lexer.run()
        return lexer.tokens
    }

    private mutating func run() throws(TemplateFailure) {
        var trimsStart = false
        while true {
            let (text, start, isAction) = outside()
            var piece = text
            if trimsStart { piece = piece.drop(while: \.isTemplateSpace) }
            trimsStart = false
            guard isAction else {
                if !piece.isEmpty { add(.text(String(String.UnicodeScalarView(piece))), at: start) }
                return
            }
            let opening = place
            step(2)
            if peek() == "-", peek(1)?.isTemplateSpace == true {
                step(1)
                while let last = piece.last, last.isTemplateSpace { piece.removeLast() }
            }
            if !piece.isEmpty { add(.text(String(String.UnicodeScalarView(piece))), at: start) }
            if let trims = try comment(opening) {
                trimsStart = trims
                continue
            }
            add(.open, at: opening)
            trimsStart = try inside(opening)
        }
    }

    /// The text up to the next `{{` or the end.
    private mutating func outside() -> (ArraySlice<Unicode.Scalar>, TemplatePlace, isAction: Bool) {
        let from = index
        let start = place
        while index < source.count {
            if peek() == "{", peek(1) == "{" { return (source[from..<index], start, true) }
            step(1)
        }
        return (source[from..<index], start, false)
    }

    /// Passes over `/* … */}}`; `nil` when no comment stands here, else whether the text after it is trimmed.
    private mutating func comment(_ opening: TemplatePlace) throws(TemplateFailure) -> Bool? {
        var ahead = 0
        while peek(ahead)?.isTemplateSpace == true { ahead += 1 }
        guard peek(ahead) == "/", peek(ahead + 1) == "*" else { return nil }
        step(ahead + 2)
        while index < source.count, !(peek() == "*" && peek(1) == "/") { step(1) }
        guard index < source.count else { throw TemplateFailure("the comment is not closed", at: opening) }
        step(2)
        var trims = false
        while peek()?.isTemplateSpace == true { step(1) }
        if peek() == "-", peek(1) == "}" {
            trims = true
            step(1)
        }
        guard peek() == "}", peek(1) == "}" else { throw TemplateFailure("a comment must fill its action", at: opening) }
        step(2)
        return trims
    }

    /// Cuts an action up to its `}}`; whether the text after it is trimmed.
    private mutating func inside(_ opening: TemplatePlace) throws(TemplateFailure) -> Bool {
        var isJoined = false
        while let next = peek() {
            if next.isTemplateSpace {
                if peek(1) == "-", peek(2) == "}", peek(3) == "}" {
                    step(2)
                    close()
                    return true
                }
                step(1)
                isJoined = false
                continue
            }
            if next == "}", peek(1) == "}" {
                close()
                return false
            }
            try token(next, isJoined)
            isJoined = true
        }
        throw TemplateFailure("the action is not closed with }}", at: opening)
    }

    private mutating func close() {
        add(.close, at: place)
        step(2)
    }

    private mutating func token(_ next: Unicode.Scalar, _ isJoined: Bool) throws(TemplateFailure) {
        let start = place
        switch next {
        case "|": single(.pipe, isJoined)
        case ",": single(.comma, isJoined)
        case "(": single(.leftParenthesis, isJoined)
        case ")": single(.rightParenthesis, isJoined)
        case "=": single(.assign, isJoined)
        case ":" where peek(1) == "=":
            step(2)
            add(.declare, at: start, isJoined)
        case "\"": add(.string(try quoted()), at: start, isJoined)
        case "`": add(.string(try raw()), at: start, isJoined)
        case "'": add(.integer(try character()), at: start, isJoined)
        case "$":
            step(1)
            add(.variable(name()), at: start, isJoined)
        case "." where peek(1)?.isTemplateDigit != true:
            step(1)
            let field = name()
            add(field.isEmpty ? .dot : .field(field), at: start, isJoined)
        case _ where next.isTemplateDigit || next == "." || next == "+" || next == "-":
            add(try number(), at: start, isJoined)
        case _ where next.isTemplateLetter: add(.word(name()), at: start, isJoined)
        default: throw TemplateFailure("unexpected character \"\(next)\"", at: start)
        }
    }

    private mutating func single(_ kind: TemplateToken.Kind, _ isJoined: Bool) {
        add(kind, at: place, isJoined)
        step(1)
    }

    private mutating func add(_ kind: TemplateToken.Kind, at place: TemplatePlace, _ isJoined: Bool = false) {
        tokens.append(TemplateToken(kind: kind, place: place, isJoined: isJoined))
    }
}

extension TemplateLexer {
    fileprivate func peek(_ ahead: Int = 0) -> Unicode.Scalar? { index + ahead < source.count ? source[index + ahead] : nil }

    fileprivate mutating func step(_ count: Int) {
        for _ in 0..<count where index < source.count {
            if source[index] == "\n" {
                place.line += 1
                place.column = 1
            } else {
                place.column += 1
            }
            index += 1
        }
    }

    fileprivate mutating func name() -> String {
        var name = ""
        while let next = peek(), next.isTemplateLetter || next.isTemplateDigit {
            name.unicodeScalars.append(next)
            step(1)
        }
        return name
    }

    fileprivate mutating func number() throws(TemplateFailure) -> TemplateToken.Kind {
        let start = place
        var text = ""
        while let next = peek() {
            let isSign = (next == "+" || next == "-") && (text.isEmpty || text.last == "e" || text.last == "E")
            guard isSign || next == "." || next.isTemplateLetter || next.isTemplateDigit else { break }
            text.unicodeScalars.append(next)
            step(1)
        }
        let digits = text.replacing("_", with: "")
        if let whole = Int64(digits) ?? Self.based(digits) { return .integer(whole) }
        guard let value = Double(digits), value.isFinite, !digits.lowercased().contains("x") else {
            throw TemplateFailure("\"\(text.prefix(40))\" is no number", at: start)
        }
        return .number(value)
    }

    private static func based(_ digits: String) -> Int64? {
        let text = digits.lowercased()
        for (prefix, base) in [("0x", 16), ("0b", 2), ("0o", 8)] where text.hasPrefix(prefix) {
            return Int64(text.dropFirst(2), radix: base)
        }
        return nil
    }

    fileprivate mutating func raw() throws(TemplateFailure) -> String {
        let start = place
        var text = ""
        step(1)
        while let next = peek() {
            step(1)
            if next == "`" { return text }
            text.unicodeScalars.append(next)
        }
        throw TemplateFailure("the text is not closed with `", at: start)
    }

    fileprivate mutating func quoted() throws(TemplateFailure) -> String {
        let start = place
        var text = ""
        step(1)
        while let next = peek(), next != "\n" {
            if next == "\"" {
                step(1)
                return text
            }
            text.unicodeScalars.append(contentsOf: try escaped())
        }
        throw TemplateFailure("the text is not closed with \"", at: start)
    }

    fileprivate mutating func character() throws(TemplateFailure) -> Int64 {
        let start = place
        step(1)
        guard let next = peek(), next != "'", next != "\n" else { throw TemplateFailure("no character between the quotes", at: start) }
        let scalars = try escaped()
        guard peek() == "'", scalars.count == 1, let scalar = scalars.first else {
            throw TemplateFailure("one character must stand between the quotes", at: start)
        }
        step(1)
        return Int64(scalar.value)
    }

    /// One character of a quoted text, its escape resolved.
    private mutating func escaped() throws(TemplateFailure) -> String.UnicodeScalarView {
        let start = place
        guard let next = peek() else { return "".unicodeScalars }
        step(1)
        guard next == "\\" else { return String(next).unicodeScalars }
        guard let kind = peek() else { throw TemplateFailure("the text is not closed", at: start) }
        step(1)
        let plain: [Unicode.Scalar: String] = [
            "n": "\n", "t": "\t", "r": "\r", "\\": "\\", "\"": "\"", "'": "'", "a": "\u{7}", "b": "\u{8}", "f": "\u{c}", "v": "\u{b}",
        ]
        if let text = plain[kind] { return text.unicodeScalars }
        let lengths: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
        guard let length = lengths[kind] else { throw TemplateFailure("there is no escape \\\(kind)", at: start) }
        var digits = ""
        for _ in 0..<length {
            guard let digit = peek(), digit.properties.isASCIIHexDigit else { break }
            digits.unicodeScalars.append(digit)
            step(1)
        }
        guard digits.count == length, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
            throw TemplateFailure("\\\(kind) needs \(length) hexadecimal digits of a character", at: start)
        }
        return String(Character(scalar)).unicodeScalars
    }
}

extension Unicode.Scalar {
    var isTemplateSpace: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" }
    fileprivate var isTemplateLetter: Bool { self == "_" || properties.isAlphabetic }
    fileprivate var isTemplateDigit: Bool { ("0"..."9").contains(self) }
}
