/// What may stand in the header of a request.
enum HeaderText {
    /// Visible characters of ASCII.
    static let visible = (0x21...0x7e).map(UInt8.init)

    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 128
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// No line breaks or other control characters.
    static func isValue(_ text: String) -> Bool {
        text.utf8.count <= 8192 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }

    /// Headers that belong to the transport or are Pulse's own.
    static func isReserved(_ name: String) -> Bool {
        let name = name.lowercased()
        let transport: Set<String> = [
            "host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect", "keep-alive",
            "accept-encoding", "proxy-connection", "proxy-authorization",
        ]
        return transport.contains(name) || name.hasPrefix("x-pulse-")
    }

    /// Text of alerts on one line; other than ASCII as an encoded word (RFC 2047).
    static func encoded(_ text: String) -> String {
        let line = TemplateFunction.oneLine.escape(text).truncated(bytes: 500)
        guard line.utf8.contains(where: { $0 >= 0x80 }) else { return line }
        return "=?UTF-8?B?" + base64(Array(line.utf8)) + "?="
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let three = Array(rest.prefix(3))
            rest = rest.dropFirst(3)
            let bits = three.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - three.count))
            for position in 0..<4 {
                text.append(position <= three.count ? alphabet[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
