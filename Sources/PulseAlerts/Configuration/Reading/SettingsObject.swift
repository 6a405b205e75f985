import PulseCore

/// An object of the settings while it is read: knows where it stands and which of its members nobody asked for.
struct SettingsObject {
    /// Dotted; empty for the whole.
    let path: String
    private let members: [String: MetadataValue]
    private var asked: Set<String> = []

    init(_ members: [String: MetadataValue], path: String = "") {
        self.members = members
        self.path = path
    }

    var keys: [String] { members.keys.sorted() }
    /// Paths of members that mean nothing here.
    var unknown: [String] { keys.filter { !asked.contains($0) }.map(path(of:)) }

    func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// `nil` for what is absent or null.
    private mutating func take(_ key: String) -> MetadataValue? {
        asked.insert(key)
        guard let value = members[key], value != .null else { return nil }
        return value
    }

    func isSet(_ key: String) -> Bool { members[key].map { $0 != .null } ?? false }

    /// Takes a member without reading it.
    mutating func pass(_ key: String) { asked.insert(key) }

    mutating func flag(_ key: String) throws(ConfigurationFault) -> Bool? {
        switch take(key) {
        case nil: return nil
        case .flag(let flag): return flag
        default: throw wrongType(key, "true or false")
        }
    }

    /// Any number within a trillion.
    mutating func number(_ key: String) throws(ConfigurationFault) -> Double? {
        switch take(key) {
        case nil: return nil
        case .integer(let number): return Self.bounded(Double(number))
        case .number(let number): return Self.bounded(number)
        default: throw wrongType(key, "a number")
        }
    }

    /// A whole number within a billion; fractions are rounded.
    mutating func integer(_ key: String) throws(ConfigurationFault) -> Int? {
        guard let number = try number(key) else { return nil }
        return Int(min(max(number.rounded(), -1e9), 1e9))
    }

    /// What is absent stays as it is.
    mutating func read(_ key: String, into value: inout Bool) throws(ConfigurationFault) { value = try flag(key) ?? value }
    mutating func read(_ key: String, into value: inout Int) throws(ConfigurationFault) { value = try integer(key) ?? value }
    mutating func read(_ key: String, into value: inout Double) throws(ConfigurationFault) { value = try number(key) ?? value }

    mutating func text(_ key: String) throws(ConfigurationFault) -> String? {
        switch take(key) {
        case nil: return nil
        case .text(let text): return text
        default: throw wrongType(key, "a text")
        }
    }

    mutating func texts(_ key: String) throws(ConfigurationFault) -> [String]? {
        switch take(key) {
        case nil: return nil
        case .list(let values):
            var texts: [String] = []
            for value in values {
                guard case .text(let text) = value else { throw wrongType(key, "a list of texts") }
                texts.append(text)
            }
            return texts
        default: throw wrongType(key, "a list of texts")
        }
    }

    mutating func object(_ key: String) throws(ConfigurationFault) -> SettingsObject? {
        switch take(key) {
        case nil: return nil
        case .object(let members): return SettingsObject(members, path: path(of: key))
        default: throw wrongType(key, "an object")
        }
    }

    mutating func objects(_ key: String) throws(ConfigurationFault) -> [SettingsObject]? {
        switch take(key) {
        case nil: return nil
        case .list(let values):
            var objects: [SettingsObject] = []
            for (index, value) in values.enumerated() {
                guard case .object(let members) = value else { throw wrongType(key, "a list of objects") }
                objects.append(SettingsObject(members, path: "\(path(of: key)).\(index)"))
            }
            return objects
        default: throw wrongType(key, "a list of objects")
        }
    }

    /// A pair as `{"trigger":80,"clear":75}`; a plain number, as old versions wrote it, is the trigger.
    mutating func threshold(
        _ key: String, _ warnings: inout [String]
    ) throws(ConfigurationFault) -> (trigger: Double, clear: Double)? {
        switch take(key) {
        case nil: return nil
        case .integer(let number): return (Self.bounded(Double(number)), 0)
        case .number(let number): return (Self.bounded(number), 0)
        case .object(let members):
            var pair = SettingsObject(members, path: path(of: key))
            let trigger = try pair.number("trigger") ?? 0
            let clear = try pair.number("clear") ?? 0
            warnings += pair.unknown
            return (trigger, clear)
        default: throw wrongType(key, "an object with trigger and clear")
        }
    }

    /// A text or a number, as filters compare with either.
    mutating func textOrNumber(_ key: String) throws(ConfigurationFault) -> (text: String, number: Double?) {
        switch take(key) {
        case nil: return ("", nil)
        case .text(let text): return (text, Double(text).flatMap { $0.isFinite ? Self.bounded($0) : nil })
        case .integer(let number): return (String(number), Self.bounded(Double(number)))
        case .number(let number): return (number.description, Self.bounded(number))
        default: throw wrongType(key, "a text or a number")
        }
    }

    private static func bounded(_ number: Double) -> Double { min(max(number, -1e12), 1e12) }

    func wrongType(_ key: String, _ wanted: String) -> ConfigurationFault {
        ConfigurationFault(.type, path(of: key), "must be \(wanted)")
    }
}
