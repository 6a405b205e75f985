import PulseOutbound

extension ProxmoxFailure {
    /// Classifies an answer that is not a success, `platform-polling` §1.1.
    ///
    /// What kind it is follows from status and path. Text decides only where Proxmox gives nothing else: which
    /// privilege is missing, and what is wrong with a guest's agent, for both of which there is just one status.
    init(status: Int, path: String, message: String) {
        self.init(Self.kind(status: status, path: path, message: message), status: status, path: path)
    }

    private static func kind(status: Int, path: String, message: String) -> Kind {
        switch status {
        case 401: return .authentication
        case 403: return .permission(privilege: privilege(in: message))
        case 595: return isBelowNode(path) ? .nodeUnavailable : .authentication
        case 408, 425, 429, 502, 503, 504: return .transient
        case 404, 501: return .unsupported
        // What a proxying node says when the other one was reached but did not answer in time.
        case 596...599: return isAgent(path) ? .guestAgent(.timeout) : .transient
        case 500 where isAgent(path): return .guestAgent(agentTrouble(message))
        default:
            let words = message.lowercased()
            return words.contains("rate limit") || words.contains("too many requests") ? .transient : .api
        }
    }

    static func isBelowNode(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "nodes"
    }

    static func isAgent(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count >= 5 && parts[0] == "nodes" && parts[2] == "qemu" && parts[4] == "agent"
    }

    private static func agentTrouble(_ message: String) -> GuestAgentTrouble {
        let words = message.lowercased()
        if words.contains("not running") || words.contains("no qemu guest agent") { return .notRunning }
        return words.contains("timeout") || words.contains("timed out") ? .timeout : .other
    }

    /// The name in `Permission check failed (/nodes/a, Sys.Audit)`; alternatives are kept, `VM.Audit|VM.Monitor`.
    static func privilege(in message: String) -> String? {
        guard let open = message.lastIndex(of: "("), let close = message[open...].firstIndex(of: ")") else { return nil }
        guard let comma = message[open..<close].lastIndex(of: ",") else { return nil }
        let name = String(message[message.index(after: comma)..<close]).trimmed
        let isName = !name.isEmpty && name.utf8.count <= 120 && name.contains(".")
        let allowed = name.utf8.allSatisfy { byte in
            (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "|")
        }
        return isName && allowed ? String(name) : nil
    }
}
