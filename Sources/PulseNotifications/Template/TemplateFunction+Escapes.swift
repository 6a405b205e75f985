import PulseCore

extension TemplateFunction {
    /// A text made fit for where it goes.
    func escape(_ text: String) -> String {
        switch self {
        case .upper: text.uppercased()
        case .lower: text.lowercased()
        case .title: text.withWordsCapitalised
        case .urlquery, .urlencode: text.percentEncoded(keeping: Self.unreserved, spaceAs: "+")
        case .urlpath, .pathescape: text.percentEncoded(keeping: Self.pathSegment, spaceAs: "%20")
        case .jsonString: text.jsonEscaped
        case .html: text.replacing(["<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&#39;", "\"": "&#34;", "\0": "\u{FFFD}"])
        case .js: text.javaScriptEscaped
        case .slackText: text.replacing(["<": "&lt;", ">": "&gt;", "&": "&amp;"])
        case .markdown: text.replacing(Self.markup)
        case .oneLine: String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
        default: text
        }
    }

    private static let unreserved = Set("-_.~".utf8)
    /// As Go's `url.PathEscape`.
    private static let pathSegment = Set("-_.~$&+:=@".utf8)
    private static let markup: [Unicode.Scalar: String] = Dictionary(
        uniqueKeysWithValues: "\\`*_{}[]()<>#+-.!|~".unicodeScalars.map { ($0, "\\" + String($0)) })
}

extension String {
    fileprivate func replacing(_ replacements: [Unicode.Scalar: String]) -> String {
        var text = ""
        for scalar in unicodeScalars {
            if let replacement = replacements[scalar] { text += replacement } else { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    /// As Go's `strings.Title`: what follows something that is no letter, digit, `_` or `'` becomes upper case.
    fileprivate var withWordsCapitalised: String {
        var text = ""
        var startsWord = true
        for scalar in unicodeScalars {
            if startsWord { text += scalar.properties.titlecaseMapping } else { text.unicodeScalars.append(scalar) }
            let properties = scalar.properties
            startsWord = !(properties.isAlphabetic || properties.numericType != nil || scalar == "_" || scalar == "'")
        }
        return text
    }

    func percentEncoded(keeping kept: Set<UInt8>, spaceAs space: String) -> String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: " "): text += space
            case _ where kept.contains(byte): text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }

    /// The inside of a JSON text.
    fileprivate var jsonEscaped: String {
        var writer = JSONWriter(capacity: utf8.count + 16)
        writer.value(self)
        return String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
    }

    fileprivate var javaScriptEscaped: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\\", "'", "\"": text += "\\" + String(scalar)
            case "<", ">", "&", "=": text += "\\u00" + String(scalar.value, radix: 16, uppercase: true)
            case _ where scalar.value < 0x20:
                text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
