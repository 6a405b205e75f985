/// A cookie to set, in the attributes this server uses: `Path=/; SameSite=Lax` always.
public struct ResponseCookie: Sendable, Equatable {
    public let name: String
    public let value: String
    /// Lifetime in seconds; `nil` until the browser closes, negative to remove the cookie.
    public let maxAge: Int?
    /// Not readable by scripts.
    public let httpOnly: Bool
    /// Only sent over https.
    public let secure: Bool

    public init(name: String, value: String, maxAge: Int?, httpOnly: Bool, secure: Bool) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.httpOnly = httpOnly
        self.secure = secure
    }

    /// The value of the `Set-Cookie` header.
    public var headerValue: String {
        var text = "\(name)=\(value); Path=/; SameSite=Lax"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if httpOnly { text += "; HttpOnly" }
        if secure { text += "; Secure" }
        return text
    }
}
