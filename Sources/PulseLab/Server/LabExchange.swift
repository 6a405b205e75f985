import PulseCore

/// A request as it came.
struct LabExchange: Sendable {
    let method: String
    /// Without the query.
    let path: String
    let query: [String: String]
    let authorization: String?
    let cookie: String?
    let csrf: String?
    let contentType: String?
    let body: [UInt8]
}

/// An answer as it goes.
struct LabReply: Sendable {
    var status: Int
    /// In the status line.
    var reason: String
    var contentType = "application/json;charset=UTF-8"
    var body: [UInt8]
    /// The credentials were wrong.
    var isRefusedCredentials = false

    init(_ body: [UInt8]) {
        status = 200
        reason = "OK"
        self.body = body
    }

    /// As Proxmox says no: in the status line, and for what the API itself refuses also in the body.
    init(_ refusal: LabRefusal, hasBody: Bool) {
        status = refusal.status
        reason = refusal.message
        body = []
        guard hasBody else { return }
        var json = JSONWriter()
        json.object { json in
            json.key("data")
            json.null()
            json.field("message", refusal.message + "\n")
            if !refusal.parameters.isEmpty { json.field("errors", refusal.parameters) }
        }
        body = json.bytes
    }
}
