import PulseAlerts
import PulseCore
import PulseNotifications

extension AlertService {
    /// What policy says of an alert of a message that is about to be sent.
    public func verdict(for alert: Alert, event: Notice.Event) -> GateVerdict {
        let now = Moment(wall: surroundings.clock.now, steady: surroundings.steady())
        switch engine.verdict(for: alert.occurrence, event: event, at: now) {
        case .send: return .send
        case .holdUntil(let moment): return .hold(until: moment)
        case .drop(let reason): return .drop(Self.words(reason))
        }
    }

    private static func words(_ reason: DropReason) -> String {
        switch reason {
        case .held(let hold): "held back: \(hold.rawValue)"
        case .acknowledged: "acknowledged"
        case .resolved: "resolved before it was sent"
        case .superseded: "a newer message says it"
        case .gone: "nothing is known of the alert any more"
        }
    }
}
