/// A part of a template as it was read.
enum TemplateNode: Sendable {
    case text(String)
    case output(TemplatePipeline)
    case choice(TemplateBranch)
    case with(TemplateBranch)
    case range(TemplateBranch)
    /// `break` and `continue` of the innermost `range`.
    case leave(TemplatePlace)
    case next(TemplatePlace)
}

/// `if`, `with` or `range` with what it holds.
struct TemplateBranch: Sendable {
    var pipeline: TemplatePipeline
    var body: [TemplateNode]
    var otherwise: [TemplateNode]
}

/// Commands, each handed the result of the one before.
struct TemplatePipeline: Sendable {
    var place: TemplatePlace
    /// `$i, $x := …`; without the `$`.
    var variables: [String] = []
    /// `=`: the variables are there already.
    var assigns = false
    var commands: [TemplateCommand] = []
}

/// An operand, or a function with its arguments.
struct TemplateCommand: Sendable {
    var place: TemplatePlace
    var operands: [TemplateOperand]
}

/// What stands for a value.
struct TemplateOperand: Sendable {
    enum Kind: Sendable {
        case dot
        case `nil`
        case literal(TemplateValue)
        case variable(String)
        case function(TemplateFunction)
        case pipeline(TemplatePipeline)
    }
    var kind: Kind
    /// `.A.B` behind it.
    var fields: [String] = []
    var place: TemplatePlace
}
