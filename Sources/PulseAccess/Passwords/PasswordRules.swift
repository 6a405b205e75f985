/// What a new password and a new user name must be.
public enum PasswordRules {
    /// The longest password in bytes: bcrypt, which imports may use, reads no further.
    public static let maximumBytes = 72
    /// The shortest password in bytes.
    public static let minimumBytes = 12

    /// What is wrong with the password; `nil` when it is fine.
    public static func problem(with password: String) -> String? {
        let count = password.utf8.count
        if count < minimumBytes { return "password must be at least 12 characters long" }
        if count > maximumBytes { return "password must be at most 72 bytes long" }
        if password.utf8.contains(0) { return "password must not contain NUL" }
        return nil
    }

    /// What is wrong with the user name; `nil` when it is fine.
    public static func problem(withUserName name: String) -> String? {
        if name.isEmpty { return "username is required" }
        if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
            return "username must not begin or end with whitespace"
        }
        if name.unicodeScalars.count > 128 { return "username must be at most 128 characters" }
        let isFine = name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.generalCategory == .decimalNumber || "._-+@".unicodeScalars.contains(scalar)
        }
        return isFine ? nil : "username may contain only letters, numbers, periods, underscores, hyphens, plus signs, and @"
    }
}
