/// Why a template cannot be read or carried out, and where.
public struct TemplateFailure: Error, Sendable, Equatable {
    /// From 1.
    public var line: Int
    /// Characters from the start of the line, from 1.
    public var column: Int
    /// In words; it repeats parts of the template, never of the values.
    public var reason: String

    init(_ reason: String, at place: TemplatePlace) {
        line = place.line
        column = place.column
        self.reason = reason
    }

    /// `line 3, column 14: there is no function "foo"`
    public var sentence: String { "line \(line), column \(column): \(reason)" }
}

/// A place in the text of a template.
struct TemplatePlace: Sendable, Equatable {
    var line = 1
    var column = 1
}
