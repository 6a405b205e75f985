/// A fault as the control API takes it.
struct FaultOrder: Decodable {
    /// `latency`, `status`, `reset`, `hang`, `slowBody`, `html`, `hugeBody`, `strings`, `nulls`, `truncatedTLS`, `truncatedBody`, `malformed`.
    var effect: String
    /// Of all clusters when absent.
    var cluster: String?
    var member: String?
    var path: String?
    var times: Int?
    var milliseconds: Int?
    var status: Int?
    var message: String?
    var bytes: Int?
    var every: Int?

    /// `nil` for an effect that does not exist.
    var fault: LabFault? {
        let effect: LabFault.Effect
        switch self.effect {
        case "latency": effect = .latency(.milliseconds(milliseconds ?? 1000))
        case "status": effect = .status(status ?? 500, message: message ?? "made to fail")
        case "reset": effect = .reset
        case "hang": effect = .hang
        case "slowBody": effect = .slowBody(bytesPerSecond: bytes ?? 1000)
        case "html": effect = .html(status: status ?? 200)
        case "hugeBody": effect = .hugeBody(bytes: bytes ?? 100_000_000)
        case "strings": effect = .stringsForNumbers
        case "nulls": effect = .nulls(every: every ?? 3)
        case "truncatedTLS": effect = .truncatedTLS
        case "truncatedBody": effect = .truncatedBody
        case "malformed": effect = .malformed
        default: return nil
        }
        return LabFault(effect, member: member, path: path, times: times)
    }
}
