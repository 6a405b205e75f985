/// Reads small files below a root into one buffer that is used again and again.
struct FileReader: Sendable {
    /// `""` for the machine itself, else the directory that stands for `/`, without a final slash.
    let root: String
    private var buffer: [UInt8]
    private var kept: [String: OpenFile] = [:]
    private(set) var problems: [HostProblem] = []

    /// A file larger than this is cut; the largest known, `mountinfo` of a busy container host, stays below.
    private static let largestFile = 1 << 20
    private static let mostProblems = 64

    init(root: String) {
        var root = root
        while root.hasSuffix("/") { root.removeLast() }
        self.root = root
        buffer = Array(repeating: 0, count: 8192)
    }

    var isWholeMachine: Bool { root.isEmpty }

    func path(_ path: String) -> String { root.isEmpty ? path : root + path }

    /// Parses the file at an absolute path; `nil` when it is absent, unreadable or makes no sense to `parse`.
    ///
    /// An unreadable file is a problem unless `quiet`; an absent one only if it is `required`. `keep` leaves it open for the
    /// next time.
    mutating func read<Value>(
        _ path: String, keep: Bool = false, required: Bool = false, quiet: Bool = false, _ parse: (ByteCursor) -> Value?
    ) -> Value? {
        do {
            let file: OpenFile
            if let open = kept[path] {
                file = open
            } else {
                file = try OpenFile(self.path(path))
                if keep { kept[path] = file }
            }
            guard let value = try parsed(file, parse) else {
                if required { note(path, "not understood") }
                return nil
            }
            return value
        } catch {
            kept[path] = nil
            if required || !(quiet || error.isAbsence) { note(path, error.reason) }
            return nil
        }
    }

    /// Parses an open file; `nil` when it cannot be read now.
    mutating func read<Value>(_ file: OpenFile, _ parse: (ByteCursor) -> Value?) -> Value? {
        try? parsed(file, parse)
    }

    private mutating func parsed<Value>(_ file: OpenFile, _ parse: (ByteCursor) -> Value?) throws(SystemFault) -> Value? {
        let count = try file.read(into: &buffer, limit: Self.largestFile)
        return buffer.withUnsafeBufferPointer { parse(ByteCursor(UnsafeBufferPointer(rebasing: $0[..<count]))) }
    }

    /// The first line of a file as text.
    mutating func text(_ path: String, required: Bool = false) -> String? {
        read(path, required: required) { cursor in
            var cursor = cursor
            return cursor.line()?.text
        }
    }

    /// The first number of a file.
    mutating func number(_ path: String, quiet: Bool = false) -> UInt64? {
        read(path, quiet: quiet) { cursor in
            var cursor = cursor
            return cursor.number()
        }
    }

    mutating func note(_ subject: String, _ reason: String) {
        guard problems.count < Self.mostProblems, !problems.contains(where: { $0.subject == subject }) else { return }
        problems.append(HostProblem(subject: subject, reason: reason))
    }

    mutating func startReading() { problems.removeAll(keepingCapacity: true) }
}
