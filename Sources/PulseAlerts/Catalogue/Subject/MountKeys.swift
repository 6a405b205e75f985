import PulseInventory

/// The short names of filesystems in ids and override keys, `alerts` §2.5. Remembers them, so that judging makes no text.
struct MountKeys: Sendable {
    private static let most = 4096
    private var known: [String: String] = [:]

    /// Calls for each filesystem with its key. A key that two mount points share gets the device behind it.
    mutating func each(_ disks: [FilesystemFacet], _ body: (String, FilesystemFacet) -> Void) {
        for disk in disks { body(key(of: disk, among: disks), disk) }
    }

    mutating func key(of disk: FilesystemFacet, among disks: [FilesystemFacet]) -> String {
        let key = key(disk.mountpoint ?? disk.device ?? "")
        guard disks.count > 1 else { return key }
        var sharing = 0
        for other in disks where self.key(other.mountpoint ?? other.device ?? "") == key { sharing += 1 }
        guard sharing > 1, let device = disk.device else { return key }
        return self.key(key + "-" + device)
    }

    private mutating func key(_ mountpoint: String) -> String {
        if mountpoint == "/" { return "root" }
        if let key = known[mountpoint] { return key }
        let key = Self.clean(mountpoint)
        if known.count >= Self.most { known = [:] }
        known[mountpoint] = key
        return key
    }

    /// Lower case, with a dash for every run of other characters than letters and digits, none at the ends.
    static func clean(_ text: String) -> String {
        var bytes: [UInt8] = []
        var isGap = false
        for byte in text.lowercased().utf8 {
            guard (48...57).contains(byte) || (97...122).contains(byte) else {
                isGap = true
                continue
            }
            if isGap, !bytes.isEmpty { bytes.append(UInt8(ascii: "-")) }
            isGap = false
            bytes.append(byte)
        }
        return bytes.isEmpty ? "root" : String(decoding: bytes, as: UTF8.self)
    }
}
