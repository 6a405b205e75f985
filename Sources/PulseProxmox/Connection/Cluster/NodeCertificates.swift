import PulseCore
import PulseOutbound

/// The certificates that a cluster knows of one of its nodes: `GET /nodes/{node}/certificates/info`.
struct NodeCertificates: Sendable {
    /// Those that pveproxy may present, by file; the cluster's authority, which is listed too, is none of them.
    private(set) var presented: [(file: String, fingerprint: Fingerprint)] = []

    init(answer: [UInt8]) throws(JSONFailure) {
        presented = try JSONReader.read(answer) { reader throws(JSONFailure) in
            var found: [(file: String, fingerprint: Fingerprint)] = []
            try reader.object { key, reader throws(JSONFailure) in
                guard case "data" = key else { return }
                try reader.array { reader throws(JSONFailure) in
                    if let row = try Self.row(&reader) { found.append(row) }
                }
            }
            return found
        }
    }

    func contains(_ fingerprint: Fingerprint) -> Bool { presented.contains { $0.fingerprint == fingerprint } }

    /// The one that is presented: an own certificate for the API, where there is one, else the cluster's.
    var preferred: Fingerprint? {
        let own = presented.first { $0.file.hasSuffix("pveproxy-ssl.pem") }
        return (own ?? presented.first)?.fingerprint
    }

    private static func row(_ reader: inout JSONReader) throws(JSONFailure) -> (file: String, fingerprint: Fingerprint)? {
        var file: String?
        var text: String?
        try reader.object { key, reader throws(JSONFailure) in
            switch key {
            case "filename": file = try reader.text()
            case "fingerprint": text = try reader.text()
            default: break
            }
        }
        guard let fingerprint = text.flatMap(Fingerprint.init), file?.hasSuffix("pve-root-ca.pem") != true else { return nil }
        return (file ?? "", fingerprint)
    }
}
