import Foundation

/// What the kernel says about this process.
struct ProcessCounters {
    /// Bytes sent to the disk (`write_bytes`); pages rewritten before they are written out count once more each time they become dirty.
    var written: Int
    /// Resident memory in bytes.
    var resident: Int

    static func now() -> ProcessCounters {
        let io = (try? String(contentsOfFile: "/proc/self/io", encoding: .utf8)) ?? ""
        let memory = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let written = io.split(separator: "\n").first { $0.hasPrefix("write_bytes:") }
        let pages = memory.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return ProcessCounters(
            written: written.flatMap { Int($0.dropFirst(12).trimmingCharacters(in: .whitespaces)) } ?? 0, resident: pages * 4096)
    }
}
