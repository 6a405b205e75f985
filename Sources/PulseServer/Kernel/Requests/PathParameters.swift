/// The values of a path template's `{names}`, percent-decoded.
public struct PathParameters: Sendable {
    private var pairs: [(name: String, value: String)] = []

    public init(_ pairs: [(String, String)] = []) { self.pairs = pairs.map { (name: $0.0, value: $0.1) } }

    /// The value; empty when the template has no such name or a `{rest...}` matched nothing.
    public subscript(name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }

    /// The values in the order of the template.
    var values: [String] { pairs.map(\.value) }
}
