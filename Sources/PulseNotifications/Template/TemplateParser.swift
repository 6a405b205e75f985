/// Makes a tree of tokens. Everything that can be wrong without values is found here.
struct TemplateParser {
    /// Actions and parentheses may be nested so deeply.
    static let mostDepth = 64

    var tokens: [TemplateToken]
    var index = 0
    var depth = 0
    /// Names of the variables that can be seen here.
    var variables = [""]
    private var ranges = 0

    static func parse(_ text: String) throws(TemplateFailure) -> [TemplateNode] {
        var parser = TemplateParser(tokens: try TemplateLexer.tokens(of: text))
        let (nodes, end) = try parser.nodes(until: [])
        if let end { throw TemplateFailure("\"\(end.word)\" belongs to no action", at: end.place) }
        return nodes
    }

    private init(tokens: [TemplateToken]) { self.tokens = tokens }

    /// The word that ended a list of nodes.
    private struct End {
        var word: String
        var place: TemplatePlace
    }

    private mutating func nodes(until ends: Set<String>) throws(TemplateFailure) -> ([TemplateNode], End?) {
        var found: [TemplateNode] = []
        while let token = next() {
            if case .text(let text) = token.kind {
                found.append(.text(text))
                continue
            }
            // Outside of texts, an action begins.
            guard let head = peek() else { break }
            if case .word(let word) = head.kind {
                if ["end", "else"].contains(word) {
                    index += 1
                    return (found, End(word: word, place: head.place))
                }
                if let node = try action(word, head.place) {
                    found.append(node)
                    continue
                }
            }
            let pipeline = try pipeline(allowing: .any)
            try expectClose()
            found.append(.output(pipeline))
        }
        return (found, nil)
    }

    private mutating func action(_ word: String, _ place: TemplatePlace) throws(TemplateFailure) -> TemplateNode? {
        switch word {
        case "if", "with", "range":
            index += 1
            return try branch(word, place)
        case "break", "continue":
            guard ranges > 0 else { throw TemplateFailure("\"\(word)\" stands outside of a range", at: place) }
            index += 1
            try expectClose()
            return word == "break" ? .leave(place) : .next(place)
        case "define", "template", "block":
            throw TemplateFailure("\"\(word)\" is not supported here", at: place)
        default: return nil
        }
    }

    private mutating func branch(_ word: String, _ place: TemplatePlace) throws(TemplateFailure) -> TemplateNode {
        try enter(place)
        defer { depth -= 1 }
        let seen = variables.count
        defer { variables.removeLast(variables.count - seen) }
        let pipeline = try pipeline(allowing: word == "range" ? .two : .any)
        try expectClose()
        if word == "range" { ranges += 1 }
        let inner = variables.count
        var (body, end) = try nodes(until: ["else", "end"])
        variables.removeLast(variables.count - inner)
        if word == "range" { ranges -= 1 }
        var otherwise: [TemplateNode] = []
        if end?.word == "else" {
            if case .word(let following)? = peek()?.kind {
                guard word != "range", following == word, let head = next() else {
                    throw TemplateFailure("\"else \(following)\" cannot follow \"\(word)\"", at: place)
                }
                // `else if` is an `if` of its own, closed by the same `end`.
                otherwise = [try branch(word, head.place)]
                return node(word, TemplateBranch(pipeline: pipeline, body: body, otherwise: otherwise))
            }
            try expectClose()
            (otherwise, end) = try nodes(until: ["end"])
            if let end, end.word == "else" { throw TemplateFailure("a second \"else\"", at: end.place) }
        }
        guard end != nil else { throw TemplateFailure("\"\(word)\" is not closed with {{end}}", at: place) }
        try expectClose()
        return node(word, TemplateBranch(pipeline: pipeline, body: body, otherwise: otherwise))
    }

    private func node(_ word: String, _ branch: TemplateBranch) -> TemplateNode {
        switch word {
        case "if": .choice(branch)
        case "with": .with(branch)
        default: .range(branch)
        }
    }

    mutating func enter(_ place: TemplatePlace) throws(TemplateFailure) {
        depth += 1
        guard depth <= Self.mostDepth else { throw TemplateFailure("nested too deeply", at: place) }
    }

    func peek(_ ahead: Int = 0) -> TemplateToken? { index + ahead < tokens.count ? tokens[index + ahead] : nil }

    mutating func next() -> TemplateToken? {
        guard index < tokens.count else { return nil }
        index += 1
        return tokens[index - 1]
    }

    mutating func expectClose() throws(TemplateFailure) {
        let token = next()
        guard token?.kind == .close else {
            throw TemplateFailure("}} is expected here", at: token?.place ?? tokens.last?.place ?? TemplatePlace())
        }
    }
}
