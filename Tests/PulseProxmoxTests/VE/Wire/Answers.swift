import PulseCore

@testable import PulseProxmox

/// Bytes of an answer around this content.
func answer(_ content: String) -> [UInt8] { Array("{\"data\":\(content)}".utf8) }

/// Bytes of an answer of the guest agent.
func agentAnswer(_ content: String) -> [UInt8] { answer("{\"result\":\(content)}") }

let start = Timestamp(seconds: 1_700_000_000)

extension Timestamp {
    /// So many seconds after the start of the test.
    static func after(_ seconds: Int64) -> Timestamp { start + .seconds(seconds) }
}

let gibibyte: Int64 = 1 << 30
