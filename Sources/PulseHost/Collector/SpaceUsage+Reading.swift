#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension SpaceUsage {
    /// Asks the kernel for the space below a path, as `df` does.
    init(of path: String) throws(SystemFault) {
        var answer = statvfs()
        guard statvfs(path, &answer) == 0 else { throw SystemFault(number: errno) }
        let unit = UInt64(answer.f_frsize > 0 ? answer.f_frsize : answer.f_bsize)
        let blocks = UInt64(answer.f_blocks)
        let free = min(UInt64(answer.f_bfree), blocks)
        self.init(
            total: blocks.multipliedReportingOverflow(by: unit).partialValue,
            used: (blocks - free).multipliedReportingOverflow(by: unit).partialValue,
            free: UInt64(answer.f_bavail).multipliedReportingOverflow(by: unit).partialValue)
    }
}
