/// World wide names of disks, which every program writes in its own way.
enum WorldWideName {
    /// As the kernel writes it: `naa.5000c500a1b2c3d4`, `eui.0025385b71b0a1f2`. `nil` for all zeros.
    static func canonical(_ name: String) -> String? {
        var text = name.lowercased().filter { !$0.isWhitespace }
        if text.hasPrefix("wwn-") { text.removeFirst(4) }
        if text.hasPrefix("nvme-eui.") { text.removeFirst(5) }
        if text.hasPrefix("0x") { text = "naa." + text.dropFirst(2) }
        guard let digits = text.split(separator: ".", maxSplits: 1).last, digits.contains(where: { $0 != "0" }) else { return nil }
        return text
    }
}
