import PulseCore

/// How the agent inside a virtual machine fares, `platform-polling` §2.4.
enum GuestAgentState: String, Sendable {
    case available
    /// It answered lately and is silent now.
    case expectedUnreachable = "expected-unreachable"
    /// Switched on in the configuration, but never heard.
    case notRunning = "not-running"
    case disabled

    /// For so long an answer is evidence that there is an agent.
    static let evidenceLife: Duration = .seconds(600)

    /// - Parameters:
    ///   - isEnabled: in the configuration; `nil` while that was not read.
    ///   - isAnswering: whether the last call was answered; `nil` when there was none.
    ///   - lastAnswer: when it last answered.
    /// - Returns: `nil` while nothing is known.
    static func decide(isEnabled: Bool?, isAnswering: Bool?, lastAnswer: Timestamp?, now: Timestamp) -> GuestAgentState? {
        let isEvident = hasEvidence(lastAnswer, now: now)
        if isAnswering == true, isEvident, isEnabled != false { return .available }
        switch isEnabled {
        case true?: return isEvident ? .expectedUnreachable : isAnswering == nil ? nil : .notRunning
        case false?: return .disabled
        case nil: return nil
        }
    }

    static func hasEvidence(_ lastAnswer: Timestamp?, now: Timestamp) -> Bool {
        lastAnswer.map { now.since($0) <= evidenceLife } ?? false
    }
}
