import PulseNotifications
import Testing

@Suite("Notification channels")
struct ChannelListTests {
    @Test func everyChannelHasAName() { #expect(ChannelKind.allCases.map(\.rawValue) == ["email", "webhook", "apprise"]) }
}
