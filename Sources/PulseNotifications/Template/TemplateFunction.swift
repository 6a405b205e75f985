/// The functions of the language: those of Go's `text/template`, and those for the payloads of webhooks.
public enum TemplateFunction: String, Sendable, CaseIterable {
    // Go's own.
    case and, or, not, eq, ne, lt, le, gt, ge, len, index, slice, print, println, printf, html, js, urlquery
    /// First letters of words in upper case.
    case title
    case upper, lower
    /// Escaped for a query: a space becomes `+`.
    case urlencode
    /// Escaped for one part of a path: a space becomes `%20`, a slash `%2F`.
    case urlpath, pathescape
    /// Escaped for the inside of a JSON text.
    case jsonString
    /// Any value as JSON.
    case json
    /// `truncate 100 .Message`: so many characters at most, cut at a line's end where that loses little.
    case truncate
    /// The same with bytes of UTF-8.
    case truncateBytes
    /// `&`, `<` and `>` escaped, as Slack asks for.
    case slackText
    /// With backslashes before what Markdown takes for markup.
    case markdown
    /// Line breaks and other control characters replaced by spaces.
    case oneLine
    /// `default "none" .X`: the first where the second is empty.
    case `default`
}
