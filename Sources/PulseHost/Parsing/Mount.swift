/// One line of `mountinfo`.
struct Mount: Hashable, Sendable {
    /// `major:minor` of the filesystem.
    var device: String
    /// The directory within the filesystem that is mounted; not `/` for bind mounts and subvolumes.
    var root: String
    var mountpoint: String
    var type: String
    var source: String

    /// Most mounts looked at.
    static let most = 4096

    static func parse(_ cursor: ByteCursor) -> [Mount]? {
        var cursor = cursor
        var all: [Mount] = []
        while all.count < most, let line = cursor.line() {
            if let mount = Mount(line) { all.append(mount) }
        }
        return all.isEmpty ? nil : all
    }

    init?(_ line: ByteCursor) {
        var line = line
        guard line.number() != nil, line.number() != nil, let device = line.word(), let root = line.word() else { return nil }
        guard let mountpoint = line.word(), line.word() != nil else { return nil }
        // Any number of optional fields up to a lone dash.
        while let field = line.word(), !(field == "-") {}
        guard let type = line.word()?.text else { return nil }
        self.device = device.text ?? ""
        self.root = Self.unescaped(root)
        self.mountpoint = Self.unescaped(mountpoint)
        self.type = type
        source = line.word().map(Self.unescaped) ?? ""
    }

    /// Resolves the kernel's octal escapes: `\040` is a space.
    static func unescaped(_ cursor: ByteCursor) -> String {
        let bytes = cursor.remaining
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var answer: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "\\"), index + 3 < bytes.endIndex,
                let value = UInt8(String(decoding: bytes[index + 1...index + 3], as: UTF8.self), radix: 8)
            {
                answer.append(value)
                index += 4
            } else {
                answer.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
