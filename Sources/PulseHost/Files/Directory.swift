#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension FileReader {
    /// The names in a directory in natural order without `.` and `..`, at most `limit`; empty when it is absent.
    func names(in path: String, limit: Int = 4096) -> [String] {
        guard let directory = opendir(self.path(path)) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while names.count < limit, let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.count == $1.utf8.count ? $0 < $1 : $0.utf8.count < $1.utf8.count }
    }

    /// Whether a path exists.
    func exists(_ path: String) -> Bool { access(self.path(path), F_OK) == 0 }

    /// The last component of a symbolic link's target; `nil` when it is no link.
    func linkName(_ path: String) -> String? {
        var target: [CChar] = Array(repeating: 0, count: 1024)
        let count = readlink(self.path(path), &target, target.count)
        guard count > 0 else { return nil }
        let name = target[..<count].map { UInt8(bitPattern: $0) }.split(separator: UInt8(ascii: "/")).last
        return name.map { String(decoding: $0, as: UTF8.self) }
    }
}
