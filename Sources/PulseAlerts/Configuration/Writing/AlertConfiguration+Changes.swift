import PulseCore

extension AlertConfiguration {
    /// Dotted paths of what is not the same in both, sorted: for the audit line and the list of versions.
    public static func diff(from old: AlertConfiguration, to new: AlertConfiguration) -> [String] {
        guard old != new else { return [] }
        var paths: [String] = []
        if let before = tree(old), let after = tree(new) { compare(before, after, at: "", &paths) }
        return paths.sorted()
    }

    private static func tree(_ configuration: AlertConfiguration) -> MetadataValue? {
        try? JSONReader.read(configuration.json, MetadataValue.read)
    }

    private static func compare(_ old: MetadataValue?, _ new: MetadataValue?, at path: String, _ paths: inout [String]) {
        guard old != new else { return }
        guard case .object(let before) = old, case .object(let after) = new else {
            paths.append(path)
            return
        }
        for key in Set(before.keys).union(after.keys) {
            compare(before[key], after[key], at: path.isEmpty ? key : "\(path).\(key)", &paths)
        }
    }
}
