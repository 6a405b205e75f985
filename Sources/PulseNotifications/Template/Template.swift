/// A payload in the notation of Go's `text/template`, as people know it from their old templates, `notifications` §4.2.
///
///     let template = try Template("{{.Level | upper}}: {{.Message}}")
///     let text = try template.render(.record(["Level": .text("warning"), "Message": .text("Hot")]))
///
/// What there is: fields, variables, pipes, parentheses, `if`, `with`, `range`, `break`, `continue`, comments, trimming, and
/// the functions of `TemplateFunction`. Comparing whole numbers with fractions is allowed, and functions of texts take any
/// value, what is not there as the empty text; otherwise it behaves as Go's. `define`, `template`, `block` and methods are not
/// supported.
public struct Template: Sendable {
    /// Bytes of a template.
    public static let sourceLimit = 256 << 10

    let nodes: [TemplateNode]

    /// - Throws: `TemplateFailure` with the place of what cannot be read.
    public init(_ text: String) throws(TemplateFailure) {
        guard text.utf8.count <= Self.sourceLimit else {
            throw TemplateFailure("the template is longer than \(Self.sourceLimit >> 10) KiB", at: TemplatePlace())
        }
        nodes = try TemplateParser.parse(text)
    }

    /// Carries the template out.
    ///
    /// - Throws: `TemplateFailure`, also when it makes more than the limits allow.
    public func render(_ value: TemplateValue, limits: TemplateLimits = TemplateLimits()) throws(TemplateFailure) -> String {
        var evaluator = TemplateEvaluator(value, limits: limits)
        _ = try evaluator.run(nodes, value)
        return String(decoding: evaluator.output, as: UTF8.self)
    }

    /// Carries the template of an address out: what actions print is escaped, unless they end with a function that escapes.
    ///
    /// - Throws: `TemplateFailure`, as `render` does.
    public func renderAddress(_ value: TemplateValue) throws(TemplateFailure) -> String {
        var evaluator = TemplateEvaluator(value, limits: TemplateLimits(), escapesForAddresses: true)
        _ = try evaluator.run(nodes, value)
        return String(decoding: evaluator.output, as: UTF8.self)
    }
}

/// How much a template may make.
public struct TemplateLimits: Sendable, Equatable {
    /// Bytes of the result, and of each text on the way.
    public var output = 1 << 20
    /// Actions, commands and turns of loops.
    public var steps = 100_000
    /// Bytes that all functions together make or look through.
    public var work = 32 << 20
    public init() {}
}
