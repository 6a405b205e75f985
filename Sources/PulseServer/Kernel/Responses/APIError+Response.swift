import NIOCore
import PulseCore

extension APIError {
    /// The JSON error body.
    func response(requestID: String, at now: Timestamp, style: Endpoint.ErrorStyle = .json) -> APIResponse {
        var answer: APIResponse
        switch style {
        case .text: answer = .text((error ?? message) + "\n", status: status)
        case .json: answer = .object(status: status) { writeMembers(to: &$0, requestID: requestID, at: now) }
        }
        answer.headers = headers
        return answer
    }

    private func writeMembers(to writer: inout JSONWriter, requestID: String, at now: Timestamp) {
        writer.field("error", error ?? message)
        writer.field("message", message)
        writer.field("code", code)
        writer.field("status_code", status)
        writer.field("timestamp", now.seconds)
        writer.optional("request_id", requestID)
        writer.field("details", details)
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            writer.key(name)
            switch member {
            case .text(let text): writer.value(text)
            case .texts(let texts): writer.array(texts) { $0.value($1) }
            case .integer(let number): writer.value(number)
            case .flag(let flag): writer.value(flag)
            }
        }
    }
}
