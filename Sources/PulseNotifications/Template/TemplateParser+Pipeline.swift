extension TemplateParser {
    /// What may be declared.
    enum Declarations { case none, any, two }

    mutating func pipeline(allowing declarations: Declarations) throws(TemplateFailure) -> TemplatePipeline {
        let place = peek()?.place ?? TemplatePlace()
        var pipeline = TemplatePipeline(place: place)
        if declarations != .none { try declaration(&pipeline, allowing: declarations) }
        repeat {
            pipeline.commands.append(try command(isFirst: pipeline.commands.isEmpty))
        } while accept(.pipe)
        if !pipeline.assigns { variables.append(contentsOf: pipeline.variables) }
        return pipeline
    }

    /// `$x :=`, `$x =` or `$i, $x :=`.
    private mutating func declaration(_ pipeline: inout TemplatePipeline, allowing: Declarations) throws(TemplateFailure) {
        guard case .variable(let first)? = peek()?.kind, let sign = peek(1)?.kind else { return }
        var names = [first]
        var length = 2
        var mark = sign
        if sign == .comma, case .variable(let second)? = peek(2)?.kind, let third = peek(3)?.kind {
            guard allowing == .two else { throw TemplateFailure("only range declares two variables", at: pipeline.place) }
            names.append(second)
            mark = third
            length = 4
        }
        guard mark == .declare || mark == .assign else { return }
        guard !names.contains("") else { throw TemplateFailure("$ cannot be set", at: pipeline.place) }
        if mark == .assign, let unknown = names.first(where: { !variables.contains($0) }) {
            throw TemplateFailure("there is no variable $\(unknown)", at: pipeline.place)
        }
        index += length
        pipeline.variables = names
        pipeline.assigns = mark == .assign
    }

    private mutating func command(isFirst: Bool) throws(TemplateFailure) -> TemplateCommand {
        guard let head = peek() else { throw TemplateFailure("a value is missing", at: TemplatePlace()) }
        var operands: [TemplateOperand] = []
        while let operand = try operand() {
            if let last = peek(), last.isJoined, startsOperand(last.kind) {
                throw TemplateFailure("a space is missing here", at: last.place)
            }
            operands.append(operand)
        }
        guard let first = operands.first else { throw TemplateFailure("a value is missing", at: head.place) }
        switch first.kind {
        case .function: break
        case .literal, .dot, .nil:
            guard first.fields.isEmpty else { break }
            if !isFirst { throw TemplateFailure("only a function can follow |", at: head.place) }
            if case .nil = first.kind { throw TemplateFailure("nil alone is no value", at: head.place) }
        default: break
        }
        if case .function = first.kind {
        } else if operands.count > 1 {
            throw TemplateFailure("what is given arguments is no function", at: head.place)
        }
        return TemplateCommand(place: head.place, operands: operands)
    }

    private func startsOperand(_ kind: TemplateToken.Kind) -> Bool {
        switch kind {
        case .word, .string, .integer, .number, .variable, .dot, .field, .leftParenthesis: true
        default: false
        }
    }

    private mutating func operand() throws(TemplateFailure) -> TemplateOperand? {
        guard let token = peek() else { return nil }
        guard let kind = try operandKind(token) else { return nil }
        var operand = TemplateOperand(kind: kind, place: token.place)
        if case .field(let name) = token.kind { operand.fields = [name] }
        while let link = peek(), link.isJoined, case .field(let name) = link.kind {
            switch kind {
            case .literal, .nil: throw TemplateFailure("a literal has no fields", at: link.place)
            case .dot where operand.fields.isEmpty: throw TemplateFailure("a space is missing here", at: link.place)
            default: break
            }
            index += 1
            operand.fields.append(name)
        }
        return operand
    }

    private mutating func operandKind(_ token: TemplateToken) throws(TemplateFailure) -> TemplateOperand.Kind? {
        switch token.kind {
        case .dot, .field:
            index += 1
            return .dot
        case .string(let text):
            index += 1
            return .literal(.text(text))
        case .integer(let number):
            index += 1
            return .literal(.integer(number))
        case .number(let number):
            index += 1
            return .literal(.number(number))
        case .variable(let name):
            guard variables.contains(name) else { throw TemplateFailure("there is no variable $\(name)", at: token.place) }
            index += 1
            return .variable(name)
        case .word(let word): return try self.word(word, token.place)
        case .leftParenthesis:
            index += 1
            try enter(token.place)
            let pipeline = try pipeline(allowing: .none)
            depth -= 1
            guard accept(.rightParenthesis) else { throw TemplateFailure("( is not closed", at: token.place) }
            return .pipeline(pipeline)
        default: return nil
        }
    }

    private mutating func word(_ word: String, _ place: TemplatePlace) throws(TemplateFailure) -> TemplateOperand.Kind {
        index += 1
        switch word {
        case "true": return .literal(.flag(true))
        case "false": return .literal(.flag(false))
        case "nil": return .nil
        default:
            guard let function = TemplateFunction(rawValue: word) else {
                throw TemplateFailure("there is no function \"\(word.prefix(40))\"", at: place)
            }
            return .function(function)
        }
    }

    private mutating func accept(_ kind: TemplateToken.Kind) -> Bool {
        guard peek()?.kind == kind else { return false }
        index += 1
        return true
    }
}
