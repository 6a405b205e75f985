#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The file of known host keys on disk: 0600, never through a symbolic link.
struct KnownHostsFile: Sendable {
    /// The file may grow to so many bytes; what is beyond is not read.
    static let most = 1 << 20

    let path: String

    func contents() -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var all: [UInt8] = []
        while all.count < Self.most {
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            all.append(contentsOf: chunk.prefix(count))
        }
        return all
    }

    func append(_ text: String) -> Bool { put(text, at: path, O_APPEND) }

    func replace(_ text: String) {
        let temporary = path + ".new"
        if put(text, at: temporary, O_TRUNC) { rename(temporary, path) }
    }

    private func put(_ text: String, at path: String, _ flag: Int32) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flag, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        let bytes = Array(text.utf8)
        return write(file, bytes, bytes.count) == bytes.count
    }
}
