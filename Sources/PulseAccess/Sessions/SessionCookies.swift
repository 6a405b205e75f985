/// Names of the cookies, which differ between http and https.
public enum SessionCookies {
    public static let plain = "pulse_session"
    /// Browsers accept this name only with `Secure`, `Path=/` and without `Domain`.
    public static let secure = "__Host-pulse_session"
    public static let csrf = "pulse_csrf"

    /// The name to set.
    public static func name(isSecure: Bool) -> String { isSecure ? secure : plain }

    /// The presented value: on https only the protected name counts, on http the plain one first.
    public static func value(in cookies: [String: String], isSecure: Bool) -> String? {
        let names = isSecure ? [secure] : [plain, secure]
        return names.lazy.compactMap { cookies[$0] }.first { !$0.isEmpty && $0.utf8.count <= 256 }
    }
}
