/// A part of a mail: a text, a picture, or several parts together; RFC 2046.
indirect enum MailPart {
    /// Line ends are made those of mail.
    case text(type: StaticString, String)
    /// A PNG that the HTML names as `cid:<id>`.
    case picture(id: String, name: String, [UInt8])
    /// - `type`: `alternative` or `related`.
    case several(type: StaticString, boundary: String, [MailPart])

    /// Headers, an empty line and the content.
    var bytes: [UInt8] {
        switch self {
        case .text(let type, let text):
            let head = "Content-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            return Array(head.utf8) + QuotedPrintable.encoded(text)
        case .picture(let id, let name, let bytes):
            let head =
                "Content-Type: image/png; name=\"\(name)\"\r\nContent-Transfer-Encoding: base64\r\n"
                + "Content-ID: <\(id)>\r\nContent-Disposition: inline; filename=\"\(name)\"\r\n\r\n"
            return Array(head.utf8) + Base64.lines(bytes)
        case .several(let type, let boundary, let parts):
            // RFC 2387 wants the type of the root.
            let root = "\(type)" == "related" ? " type=\"multipart/alternative\";" : ""
            var result = Array("Content-Type: multipart/\(type);\(root)\r\n boundary=\"\(boundary)\"\r\n\r\n".utf8)
            for part in parts {
                result += Array("--\(boundary)\r\n".utf8)
                result += part.bytes
                result += Array("\r\n".utf8)
            }
            return result + Array("--\(boundary)--\r\n".utf8)
        }
    }
}
