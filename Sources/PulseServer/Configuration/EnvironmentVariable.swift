import PulseCore

/// One environment variable: its names, what it means, and how its text becomes a field of the configuration.
public struct EnvironmentVariable: Sendable {
    public let name: String
    /// Older names that are still read.
    public let aliases: [String]
    /// One line for `pulse serve --help` and the README.
    public let help: String
    /// The default as a user would write it.
    public let defaultText: String
    /// Never shown or logged.
    public let isSecret: Bool
    /// Puts the text into the configuration; `false` when the text cannot be read.
    let apply: @Sendable (inout PulseConfiguration, String) -> Bool

    init<Value: EnvironmentValue>(
        _ name: String, _ field: any WritableKeyPath<PulseConfiguration, Value> & Sendable, aliases: [String] = [], isSecret: Bool = false,
        accepts: @escaping @Sendable (Value) -> Bool = { _ in true }, _ help: String
    ) {
        self.name = name
        self.aliases = aliases
        self.isSecret = isSecret
        self.help = help
        defaultText = PulseConfiguration()[keyPath: field].environmentText
        apply = { configuration, text in
            guard let value = Value(environmentText: text), accepts(value) else { return false }
            configuration[keyPath: field] = value
            return true
        }
    }
}

/// A type that can be read from the environment.
protocol EnvironmentValue: Sendable {
    init?(environmentText: String)
    var environmentText: String { get }
}

extension String: EnvironmentValue {
    init?(environmentText: String) { self = environmentText }
    var environmentText: String { self }
}

extension Int: EnvironmentValue {
    init?(environmentText: String) { self.init(environmentText) }
    var environmentText: String { String(self) }
}

extension Bool: EnvironmentValue {
    init?(environmentText: String) {
        switch environmentText.lowercased() {
        case "true", "1", "yes", "on": self = true
        case "false", "0", "no", "off": self = false
        default: return nil
        }
    }
    var environmentText: String { self ? "true" : "false" }
}

extension Duration: EnvironmentValue {
    init?(environmentText: String) { self.init(text: environmentText) }
    var environmentText: String {
        let milliseconds = wholeMilliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }
}

extension [String]: EnvironmentValue {
    init?(environmentText: String) {
        self = environmentText.split(separator: ",").map { String($0.trimming(while: \.isWhitespace)) }.filter { !$0.isEmpty }
    }
    var environmentText: String { joined(separator: ",") }
}

extension LogLevel: EnvironmentValue {
    init?(environmentText: String) {
        self.init(rawValue: environmentText.lowercased() == "warn" ? "warning" : environmentText.lowercased())
    }
    var environmentText: String { rawValue }
}

extension LogFormat: EnvironmentValue {
    init?(environmentText: String) { self.init(rawValue: environmentText.lowercased()) }
    var environmentText: String { rawValue }
}

extension Substring {
    func trimming(while predicate: (Character) -> Bool) -> Substring {
        var slice = drop(while: predicate)
        while let last = slice.last, predicate(last) { slice.removeLast() }
        return slice
    }
}
