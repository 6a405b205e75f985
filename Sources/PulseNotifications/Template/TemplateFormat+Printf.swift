extension TemplateFormat {
    /// One `%…` of a format.
    private struct Verb {
        var letter: Unicode.Scalar = "v"
        var isLeft = false
        var hasPlus = false
        var hasZero = false
        var hasSharp = false
        var hasSpace = false
        var width = 0
        var precision: Int?
    }

    /// Writes the values as the format says; a value that does not fit its verb shows as `%!d(text)`, as in Go.
    static func text(
        _ format: String, _ arguments: ArraySlice<TemplateValue>, limit: Int
    ) throws(TemplateComplaint) -> String {
        var rest = format.unicodeScalars[...]
        var arguments = arguments
        var text = ""
        while let next = rest.popFirst() {
            guard text.utf8.count <= limit else { throw TemplateComplaint("the text is too long") }
            guard next == "%" else {
                text.unicodeScalars.append(next)
                continue
            }
            let start = rest
            guard var verb = verb(&rest) else {
                text += "%!(NOVERB)"
                break
            }
            if verb.letter == "%" {
                text += "%"
                continue
            }
            guard verb.width <= mostWidth, (verb.precision ?? 0) <= mostWidth else {
                throw TemplateComplaint("%\(String(start.prefix(8))) is wider than \(mostWidth)")
            }
            guard let argument = arguments.popFirst() else {
                text += "%!\(verb.letter)(MISSING)"
                continue
            }
            text += padded(value(argument, &verb), verb)
        }
        if !arguments.isEmpty {
            text += "%!(EXTRA " + arguments.map { $0.goType + "=" + $0.printed }.joined(separator: ", ") + ")"
        }
        return text
    }

    private static func verb(_ rest: inout Substring.UnicodeScalarView) -> Verb? {
        var verb = Verb()
        while let flag = rest.first, "-+0# ".unicodeScalars.contains(flag) {
            rest.removeFirst()
            switch flag {
            case "-": verb.isLeft = true
            case "+": verb.hasPlus = true
            case "0": verb.hasZero = true
            case "#": verb.hasSharp = true
            default: verb.hasSpace = true
            }
        }
        verb.width = digits(&rest) ?? 0
        if rest.first == "." {
            rest.removeFirst()
            verb.precision = digits(&rest) ?? 0
        }
        guard let letter = rest.popFirst() else { return nil }
        verb.letter = letter
        return verb
    }

    private static func digits(_ rest: inout Substring.UnicodeScalarView) -> Int? {
        var number: Int?
        while let digit = rest.first, ("0"..."9").contains(digit) {
            rest.removeFirst()
            number = min((number ?? 0) * 10 + Int(digit.value - 48), 1 << 20)
        }
        return number
    }

    private static func value(_ value: TemplateValue, _ verb: inout Verb) -> String {
        switch (verb.letter, value) {
        case ("v", .integer), ("d", .integer): return signed(value.printed, verb)
        case ("v", .number(let number)):
            return signed(verb.precision.map { general(number, $0) } ?? shortest(number), verb)
        case ("v", .text(let text)), ("s", .text(let text)):
            if verb.letter == "v", verb.hasSharp { return quoted(text) }
            verb.hasZero = false
            return verb.precision.map { String(text.unicodeScalars.prefix($0)) } ?? text
        case ("v", .none), ("s", .none): return verb.letter == "v" ? "<nil>" : "%!s(<nil>)"
        case ("v", _), ("t", .flag): return value.printed
        case ("s", .list), ("s", .map), ("s", .texts), ("s", .record): return value.printed
        case ("q", .text(let text)): return quoted(text)
        case ("q", .integer(let number)):
            return Unicode.Scalar(UInt32(clamping: number)).map { "'" + String(Character($0)) + "'" } ?? "'\u{FFFD}'"
        case ("x", .integer(let number)): return signed(based(number, 16, verb.hasSharp ? "0x" : ""), verb)
        case ("X", .integer(let number)): return signed(based(number, 16, verb.hasSharp ? "0X" : "").uppercased(), verb)
        case ("o", .integer(let number)): return signed(based(number, 8, verb.hasSharp ? "0" : ""), verb)
        case ("b", .integer(let number)): return signed(based(number, 2, verb.hasSharp ? "0b" : ""), verb)
        case ("c", .integer(let number)): return Unicode.Scalar(UInt32(clamping: number)).map { String(Character($0)) } ?? "\u{FFFD}"
        case ("U", .integer(let number)):
            let digits = String(number, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        case ("x", .text(let text)), ("X", .text(let text)):
            let hex = text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: verb.letter == "X") }
            return hex.joined()
        case ("f", .number(let number)), ("F", .number(let number)): return signed(fixed(number, verb.precision ?? 6), verb)
        case ("e", .number(let number)): return signed(scientific(number, verb.precision ?? 6), verb)
        case ("g", .number(let number)):
            return signed(verb.precision.map { general(number, $0) } ?? shortest(number), verb)
        default:
            verb.hasZero = false
            return "%!\(verb.letter)(\(value.goType)\(value == .none ? "" : "=" + value.printed))"
        }
    }

    private static func signed(_ text: String, _ verb: Verb) -> String {
        guard !text.hasPrefix("-"), !text.hasPrefix("+") else { return text }
        return verb.hasPlus ? "+" + text : verb.hasSpace ? " " + text : text
    }

    private static func based(_ number: Int64, _ base: Int, _ prefix: String) -> String {
        (number < 0 ? "-" : "") + prefix + String(number.magnitude, radix: base)
    }

    private static func padded(_ text: String, _ verb: Verb) -> String {
        let missing = verb.width - text.unicodeScalars.count
        guard missing > 0 else { return text }
        if verb.isLeft { return text + String(repeating: " ", count: missing) }
        guard verb.hasZero else { return String(repeating: " ", count: missing) + text }
        let zeros = String(repeating: "0", count: missing)
        guard let first = text.first, "+- ".contains(first) else { return zeros + text }
        return String(first) + zeros + text.dropFirst()
    }

    /// A text in Go's quotes.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                quoted += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension TemplateValue {
    /// The name of the type in the messages of `printf`.
    fileprivate var goType: String {
        switch self {
        case .none: "<nil>"
        case .text: "string"
        case .integer: "int"
        case .number: "float64"
        case .flag: "bool"
        case .list: "[]interface {}"
        case .map: "map[string]interface {}"
        case .texts: "map[string]string"
        case .record: "struct"
        }
    }
}
