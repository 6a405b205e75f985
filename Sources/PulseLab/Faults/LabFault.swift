/// A way in which a cluster misbehaves towards some requests.
public struct LabFault: Sendable, Equatable {
    public enum Effect: Sendable, Equatable {
        /// Answers so much later.
        case latency(Duration)
        /// Answers with a status and, as Proxmox does, its message in the status line.
        case status(Int, message: String)
        /// Cuts the TCP connection (RST) instead of answering.
        case reset
        /// Never answers.
        case hang
        /// Sends the body at so many bytes a second.
        case slowBody(bytesPerSecond: Int)
        /// Answers an HTML page, as a proxy in between does.
        case html(status: Int)
        /// Answers valid JSON of about so many bytes.
        case hugeBody(bytes: Int)
        /// Sends every number as text.
        case stringsForNumbers
        /// Sends `null` for every so-manieth number.
        case nulls(every: Int)
        /// Ends the connection in the middle of the body, without TLS's goodbye.
        case truncatedTLS
        /// Promises more body than it sends.
        case truncatedBody
        /// Answers something that is no JSON.
        case malformed
    }

    public var effect: Effect
    /// Only requests to this node's own address; `nil` is all of them.
    public var member: String?
    /// Only paths below `/api2/json` that fit: `*` stands for one segment, a final `**` for any rest. `nil` is all of them.
    public var path: String?
    /// How often; `nil` is until taken away.
    public var times: Int?

    public init(_ effect: Effect, member: String? = nil, path: String? = nil, times: Int? = nil) {
        self.effect = effect
        self.member = member
        self.path = path
        self.times = times
    }

    func fits(member: String, path: String) -> Bool {
        if let wanted = self.member, wanted != member { return false }
        guard let pattern = self.path else { return true }
        let given = path.split(separator: "/")
        let wanted = pattern.split(separator: "/")
        for (index, part) in wanted.enumerated() {
            if part == "**" { return true }
            guard index < given.count, part == "*" || part == given[index] else { return false }
        }
        return wanted.count == given.count
    }
}
