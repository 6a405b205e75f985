/// What no error, log or answer may repeat of a login: a server may quote what it was sent.
struct SMTPSecrets: Sendable {
    private let secrets: [String]

    init(_ order: SMTPOrder) {
        guard order.hasLogin else {
            secrets = []
            return
        }
        let plain = Base64.text(Array("\0\(order.user)\0\(order.password)".utf8))
        secrets = [plain, Base64.text(Array(order.password.utf8)), order.password].filter { $0.utf8.count >= 4 }
    }

    func hidden(in text: String) -> String {
        var bytes = Array(text.utf8)
        for secret in secrets { bytes = Self.replacing(Array(secret.utf8), in: bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func replacing(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: secret) {
                result += Array("***".utf8)
                index += secret.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
