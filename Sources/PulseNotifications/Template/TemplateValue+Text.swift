import PulseCore

extension TemplateValue {
    /// As Go prints it by itself.
    var printed: String {
        if case .none = self { return "<no value>" }
        var text = ""
        print(into: &text)
        return text
    }

    /// As functions of texts take it: what is not there is empty.
    var asText: String {
        if case .none = self { return "" }
        return printed
    }

    private func print(into text: inout String) {
        switch self {
        case .none: text += "<nil>"
        case .text(let own): text += own
        case .integer(let number): text += String(number)
        case .number(let number): text += TemplateFormat.shortest(number)
        case .flag(let flag): text += flag ? "true" : "false"
        case .list(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += " " }
                value.print(into: &text)
            }
            text += "]"
        case .map, .texts: printMembers(into: &text, "map[", "]")
        case .record: printMembers(into: &text, "{", "}")
        }
    }

    private func printMembers(into text: inout String, _ open: String, _ close: String) {
        text += open
        for (index, member) in (members ?? [:]).sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { text += " " }
            text += member.key + ":"
            member.value.print(into: &text)
        }
        text += close
    }

    /// As JSON, members in the order of their names.
    var json: String {
        var writer = JSONWriter(capacity: 256)
        write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(to json: inout JSONWriter) {
        switch self {
        case .none: json.null()
        case .text(let text): json.value(text)
        case .integer(let number): json.value(number)
        case .number(let number): json.value(number)
        case .flag(let flag): json.value(flag)
        case .list(let values): json.array(values) { $1.write(to: &$0) }
        case .map(let members), .record(let members): json.object(members) { $1.write(to: &$0) }
        case .texts(let texts): json.object(texts) { $0.value($1) }
        }
    }
}
