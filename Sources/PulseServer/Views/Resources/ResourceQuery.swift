import PulseInventory

/// The parameters of `GET /api/resources`, `resources-metrics-recovery` §4.1.
struct ResourceQuery: Sendable, Equatable {
    enum Sort: String { case name, status, type, lastSeen }

    /// Contract types; `nil` for all.
    var types: Set<String>?
    var sources: Set<SourceKind>?
    var statuses: Set<ResourceStatus>?
    var parent: String?
    var cluster: String?
    var namespace: String?
    /// Lower case.
    var text: String?
    /// Lower case.
    var tags: Set<String>?
    var page = 1
    var limit = 50
    var sort = Sort.name
    var descending = false

    /// - Throws: 400 `unsupported_type`, `unsupported_source`, `unsupported_status` for tokens that mean nothing.
    init(_ query: QueryParameters) throws(APIError) {
        let pairs = query.pairs
        func value(_ name: String) -> String? {
            guard let found = pairs.first(where: { $0.name == name })?.value, !found.isEmpty else { return nil }
            return found
        }
        types = try Self.tokens(value("type"), "type", ResourceTypeToken.types)
        sources = try Self.tokens(value("source"), "source", Self.sources)
        statuses = try Self.tokens(value("status"), "status") { ResourceStatus(rawValue: $0).map { [$0] } }
        parent = value("parent")
        cluster = value("cluster")?.lowercased()
        namespace = value("namespace")?.lowercased()
        text = value("q")?.lowercased()
        tags = value("tags").map { Set(Self.split($0)) }
        page = Self.number(value("page"), default: 1)
        limit = min(Self.number(value("limit"), default: 50), 100)
        sort = value("sort").flatMap(Sort.init) ?? .name
        descending = value("order") == "desc"
    }

    private static func number(_ text: String?, default fallback: Int) -> Int {
        guard let text, let number = Int(text), number >= 1 else { return fallback }
        return number
    }

    private static func split(_ list: String) -> [String] {
        list.lowercased().split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }.map { token in
            var token = token
            while token.last?.isWhitespace == true { token.removeLast() }
            return String(token)
        }.filter { !$0.isEmpty }
    }

    private static func tokens<Value: Hashable>(
        _ list: String?, _ name: String, _ read: (String) -> [Value]?
    ) throws(APIError) -> Set<Value>? {
        guard let list else { return nil }
        var known: Set<Value> = []
        var unknown: [String] = []
        for token in split(list) {
            if let values = read(token) { known.formUnion(values) } else { unknown.append(String(token.prefix(64))) }
        }
        guard unknown.isEmpty else {
            let names = unknown.prefix(10).joined(separator: ", ")
            throw APIError.badRequest("unsupported_\(name)", "unsupported \(name) filter token(s): \(names)")
        }
        return known.isEmpty ? nil : known
    }

    private static func sources(_ token: String) -> [SourceKind]? {
        switch token {
        case "pve": [.proxmox]
        case "host": [.agent]
        case "vmware-vsphere": [.vmware]
        default: SourceKind(rawValue: token).map { [$0] }
        }
    }
}
