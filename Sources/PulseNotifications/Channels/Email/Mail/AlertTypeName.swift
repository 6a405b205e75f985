import PulseAlerts

/// What people call a type of alert.
enum AlertTypeName {
    private static let acronyms: Set<String> = ["cpu", "zfs", "raid", "smart", "oom", "pbs", "pmg", "gpu", "vm"]

    /// `cpu` is `CPU`, `diskTemperature` is `Disk temperature`, `zfs-pool-state` is `ZFS pool state`.
    static func text(_ type: AlertType) -> String {
        var words: [String] = [""]
        for character in type.rawValue.cleaned.onOneLine.prefix(60) {
            if "-_. ".contains(character) {
                words.append("")
            } else if character.isUppercase, words[words.count - 1].last?.isLowercase == true {
                words.append(character.lowercased())
            } else {
                words[words.count - 1].append(character)
            }
        }
        let spoken = words.filter { !$0.isEmpty }.map { acronyms.contains($0) ? $0.uppercased() : $0 }.joined(separator: " ")
        return spoken.prefix(1).uppercased() + spoken.dropFirst()
    }
}
