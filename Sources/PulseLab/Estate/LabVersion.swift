/// The version of Proxmox VE that a cluster plays. Answers differ where the real ones do.
public struct LabVersion: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    public let major: Int
    public let minor: Int

    public init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Takes `9.0`; `nil` for anything but two numbers joined by a point.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let major = parts[0], let minor = parts[1], (7...9).contains(major), minor >= 0 else { return nil }
        self.init(major, minor)
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    public var description: String { "\(major).\(minor)" }

    /// `/cluster/metrics/export` exists.
    public var exportsMetrics: Bool { self >= Self(8, 3) }
    /// `memory.available`, `memhost` and pressure figures exist; the guest agent has privileges of its own.
    public var isNine: Bool { major >= 9 }
    var isEight4: Bool { self >= Self(8, 4) }

    var release: String { "\(description).\(isNine ? 11 : 1)" }
    var kernel: String { isNine ? "6.14.11-4-pve" : "6.8.12-\(minor + 4)-pve" }
    var qemu: String { isNine ? "10.0.2" : (minor >= 4 ? "9.2.0" : "8.1.5") }
    var repositoryID: String { isNine ? "3bf5476b8a4699e2" : "761609f7a5b1c0de" }
    var debian: String { isNine ? "trixie" : "bookworm" }
}
