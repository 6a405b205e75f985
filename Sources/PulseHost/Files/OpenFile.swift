#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file kept open, closed with its last owner. Reads go by offset, so sharing it is harmless.
final class OpenFile: Sendable {
    private let descriptor: Int32

    /// Fails with the system's error number.
    init(_ path: String) throws(SystemFault) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw SystemFault(number: errno) }
    }

    deinit { close(descriptor) }

    /// Reads the whole file into the buffer, which grows up to `limit` bytes; answers the count.
    func read(into buffer: inout [UInt8], limit: Int) throws(SystemFault) -> Int {
        var filled = 0
        while true {
            let offset = filled
            let size = buffer.count
            let descriptor = descriptor
            let got = buffer.withUnsafeMutableBytes { bytes in
                pread(descriptor, bytes.baseAddress.map { $0 + offset }, size - offset, off_t(offset))
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw SystemFault(number: errno)
            }
            if got == 0 { return filled }
            filled += got
            guard filled == buffer.count else { continue }
            if buffer.count >= limit { return filled }
            buffer.append(contentsOf: repeatElement(0, count: min(buffer.count, limit - buffer.count)))
        }
    }
}

/// An error number of the operating system.
struct SystemFault: Error, Hashable {
    var number: Int32

    /// The file or device is not there: a missing feature, not a failure.
    var isAbsence: Bool { [ENOENT, ENODEV, ENXIO, ENOTDIR].contains(number) }

    var reason: String {
        switch number {
        case EACCES, EPERM: "permission denied"
        case ENOENT: "not found"
        case EIO: "input/output error"
        case EMFILE, ENFILE: "too many open files"
        default: "error \(number)"
        }
    }
}
