#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds the built web interface.
public enum WebDirectory {
    /// The first of these that holds an `index.html`: the given directory (`PULSE_WEB_DIR`), `web` beside the executable, `.build/web` in
    /// the working directory and above the executable.
    public static func find(explicit: String?, executable: String?) -> String? {
        var candidates: [String] = []
        if let explicit, !explicit.isEmpty { candidates.append(explicit) }
        if let executable {
            let folder = parent(of: executable)
            candidates.append(folder + "/web")
            candidates.append(folder + "/../web")
            // `.build/debug/pulse` is a link into `.build/<triple>/debug`.
            candidates.append(folder + "/../../web")
        }
        candidates.append(".build/web")
        return candidates.first { FileManager.default.fileExists(atPath: $0 + "/index.html") }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
