import Crypto
import PulseCore

/// Lets a receiver see that a request comes from this Pulse, `notifications` §4.1.
public enum WebhookSignature {
    /// `X-Pulse-Timestamp` and `X-Pulse-Signature`: `v1=` and the HMAC-SHA256 of `<timestamp>.<body>` in hexadecimal digits.
    public static func headers(secret: String, body: [UInt8], at moment: Timestamp) -> [(name: String, value: String)] {
        let time = String(moment.seconds)
        let signed = Array(time.utf8) + [UInt8(ascii: ".")] + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Array(secret.utf8)))
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return [(name: "X-Pulse-Timestamp", value: time), (name: "X-Pulse-Signature", value: "v1=" + digits)]
    }
}
