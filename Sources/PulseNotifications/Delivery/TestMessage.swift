import PulseAlerts
import PulseCore

/// The messages of the test button and of the self-test.
enum TestMessage {
    /// What the test button sends.
    static func button(_ event: Message.Event = .alert, at now: Timestamp) -> Message {
        message(id: "test-alert", "Test message from Pulse. All is well.", event, at: now)
    }

    /// What the self-test sends; it says that nobody need act.
    static func selfTest(at now: Timestamp) -> Message {
        message(id: "self-test", "Self-test of Pulse: this message proves that this destination works. Nothing is wrong.", at: now)
    }

    private static func message(id: String, _ text: String, _ event: Message.Event = .alert, at now: Timestamp) -> Message {
        var alert = Alert(
            id: id, type: AlertType("cpu"), kind: .metricThreshold, level: .warning, resourceID: "test-resource",
            resourceName: "Test Resource", specID: "cpu", startTime: now - .seconds(300))
        alert.node = "test-node"
        alert.instance = "Pulse"
        alert.message = text
        alert.value = 95.5
        alert.threshold = 90
        alert.lastSeen = now
        alert.metadata = ["unit": .text("percent"), "resourceType": .text("vm")]
        return Message(id: JobID.make(), event: event, alerts: [alert], isTest: true, createdAt: now)
    }
}
