import PulseAlerts
import PulseCore
import PulseStorage
import Testing

@testable import PulseAlerting

@Suite("Alert settings") struct AlertSettingsTests {
    @Test func overridesRememberWhoChangedThemLast() throws {
        let folder = TemporaryFolder()
        let clock = ManualWallClock(Timestamp(seconds: 1_700_000_000))
        let documents = DocumentStore(database: try PulseDatabase(path: folder.path + "/pulse.db", migrations: []), clock: clock)
        let settings = try AlertSettings(documents: documents, clock: clock)
        func change(by user: String?, _ edit: (inout AlertConfiguration) -> Void) throws {
            clock.advance(by: .seconds(60))
            var configuration = settings.current.configuration
            edit(&configuration)
            _ = try settings.store(configuration, by: user, ifRevision: settings.current.revision)
        }
        func authors() -> [String: String] {
            settings.current.overrideChanges.mapValues { "\($0.by) \($0.moment.seconds - 1_700_000_000)" }
        }
        try change(by: "ann") {
            $0.overrides["a"] = ThresholdConfiguration([.cpu: Threshold(trigger: 90, clear: 85)])
            $0.overrides["b"] = ThresholdConfiguration([.cpu: Threshold(trigger: 70, clear: 65)])
        }
        try change(by: "bob") { $0.overrides["b"]?.disableConnectivity = true }
        #expect(authors() == ["a": "ann 60", "b": "bob 120"])
        try change(by: nil) { $0.overrides["b"]?.disableConnectivity = false }
        #expect(authors() == ["a": "ann 60", "b": "bob 120"], "a mute that ended by itself is nobody's change")
        #expect(try AlertSettings(documents: documents, clock: clock).current.overrideChanges == settings.current.overrideChanges)
        try change(by: "ann") { $0.overrides["a"] = nil }
        #expect(authors() == ["b": "bob 120"])
    }
}
