import Foundation
import ServiceLifecycle

#if canImport(Glibc)
    import CMalloc
#endif

/// How the C library manages memory. Its defaults suit machines with many cores and programs that need not be small.
enum MemoryPolicy {
    /// Each arena keeps what it once had: with two, an hour of load leaves a seventh less behind than with the default of eight a core.
    static func apply() {
        #if canImport(Glibc)
            guard ProcessInfo.processInfo.environment["MALLOC_ARENA_MAX"] == nil else { return }
            mallopt(M_ARENA_MAX, 2)
            // Set, they stop adapting: whole answers are given back as soon as they are sent, instead of setting a mark for good.
            mallopt(M_MMAP_THRESHOLD, 256 << 10)
            mallopt(M_TRIM_THRESHOLD, 512 << 10)
        #endif
    }

    /// Gives the pages between what is in use back to the system.
    static func trim() {
        #if canImport(Glibc)
            malloc_trim(0)
        #endif
    }

    /// Lets go of code that ran once: starting up and bursts of load touch much that is not needed again. Pages still in use come
    /// back from the page cache within microseconds.
    static func dropColdCode() {
        #if os(Linux)
            guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return }
            for line in maps.split(separator: "\n") {
                let parts = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
                // Never written, backed by a file: nothing is lost.
                guard parts.count == 6, parts[1] == "r-xp", parts[5].contains("/") else { continue }
                let bounds = parts[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
                guard bounds.count == 2, let start = UnsafeMutableRawPointer(bitPattern: bounds[0]) else { continue }
                madvise(start, Int(bounds[1] - bounds[0]), MADV_DONTNEED)
            }
        #endif
    }
}

/// Gives memory back that a round of polls or an hour of load has left behind.
struct MemoryTrim: Service {
    /// Lets go of what caches hold without need.
    let forget: @Sendable () -> Void

    /// It takes some milliseconds for each 100 MB.
    private static let pause: Duration = .seconds(5)

    /// So many pauses between two looks for cold code.
    private static let codePauses = 12

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var round = 0
            while (try? await Task.sleep(for: Self.pause)) != nil {
                forget()
                MemoryPolicy.trim()
                round += 1
                if round % Self.codePauses == 0 { MemoryPolicy.dropColdCode() }
            }
        }
    }
}
