/// What this program is.
public enum ProductVersion {
    /// Semantic version, without a leading `v`.
    public static let number = "0.1.0"
    public static let channel = "stable"
}
