import PulseAlerts
import PulseCore
import PulseInventory
import PulseNotifications
import Testing

@testable import PulseAlerting

@Suite("Switching alerts off")
struct SwitchingOffTests {
    private func stage() async throws -> (DeliveryStage, InventoryChangeMaker) {
        let stage = try DeliveryStage()
        try stage.settings.changeEmail { $0.enabled = true }
        _ = try await stage.service.activate(by: "test")
        return (stage, InventoryChangeMaker())
    }

    private func configure(_ stage: DeliveryStage, _ text: String) async throws {
        _ = try await stage.service.configure(json: Array(text.utf8), by: "test", ifRevision: nil)
    }

    @Test(arguments: [#"{"enabled":false}"#, #"{"activationState":"snoozed"}"#])
    func cancelsWhatWaits(change: String) async throws {
        let (stage, guests) = try await stage()
        for _ in 0..<3 {
            await stage.service.take(try guests.look(at: stage.clock.now, processor: 85))
            await stage.pass(10)
        }
        #expect(try await stage.counts() == [.pending: 1])
        try await configure(stage, change)
        #expect(try await stage.counts() == [.cancelled: 1])
        await stage.pass(600)
        #expect(stage.sent.isEmpty)
    }

    /// What quiet hours hold may still go out after a snooze; nobody would tell of it again.
    @Test func whatQuietHoursHoldOutlastsASnooze() async throws {
        let (stage, guests) = try await stage()
        let day = #"{"monday":true,"tuesday":true,"wednesday":true,"thursday":true,"friday":true,"saturday":true,"sunday":true}"#
        try await configure(
            stage, #"{"schedule":{"quietHours":{"enabled":true,"start":"00:00","end":"23:58","timezone":"UTC","days":\#(day)}}}"#)
        for _ in 0..<3 {
            await stage.service.take(try guests.look(at: stage.clock.now, processor: 85))
            await stage.pass(10)
        }
        #expect(try await stage.counts() == [.pending: 1])
        try await configure(stage, #"{"activationState":"snoozed"}"#)
        #expect(try await stage.counts() == [.pending: 1])
        try await configure(stage, #"{"enabled":false}"#)
        #expect(try await stage.counts() == [.cancelled: 1])
    }
}

/// One guest.
final class InventoryChangeMaker {
    private var estate = FlappingEstate(guests: 1, nodes: 1)
    func look(at now: Timestamp, processor: Double) throws -> InventoryChange { try estate.look(at: now) { _ in processor } }
}
