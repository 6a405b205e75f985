/// What a dialogue with an SMTP server is to achieve.
struct SMTPOrder: Sendable, Equatable {
    enum Security: Sendable, Equatable {
        /// TLS from the first byte.
        case implicit
        /// TLS before anything else is said; nothing without it.
        case startTLS
        case none
    }

    var security: Security
    /// Without user or password nobody logs in.
    var user = ""
    var password = ""
    /// Log in although the connection is neither encrypted nor within this machine.
    var allowsInsecureLogin = false
    /// Whether the connection stays within this machine.
    var isLoopback = false
    /// How this client calls itself, for example `[192.0.2.7]`.
    var clientName = "localhost"
    var envelope: SMTPEnvelope

    var hasLogin: Bool { !user.isEmpty && !password.isEmpty }
}

/// A mail and whom it goes from and to.
struct SMTPEnvelope: Sendable, Equatable {
    /// Addresses alone, without names and brackets.
    var sender: String
    var recipients: [String]
    /// The mail with its headers, lines ended by CR LF.
    var content: [UInt8]

    /// Whether an address or a header needs the server to know UTF-8 (RFC 6531).
    var needsUTF8: Bool { ([sender] + recipients).contains { $0.utf8.contains { $0 >= 0x80 } } }

    /// The content as it is sent: dots at the beginning of lines doubled, and the dot that ends it.
    var stuffed: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count + content.count / 64 + 8)
        var isLineStart = true
        for byte in content {
            if isLineStart, byte == UInt8(ascii: ".") { bytes.append(byte) }
            bytes.append(byte)
            isLineStart = byte == UInt8(ascii: "\n")
        }
        if !isLineStart { bytes += Array("\r\n".utf8) }
        return bytes + Array(".\r\n".utf8)
    }
}
