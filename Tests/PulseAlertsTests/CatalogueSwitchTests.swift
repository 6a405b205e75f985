import PulseAlerts
import PulseCore
import PulseInventory
import Testing

@Suite("What is not judged")
struct CatalogueSwitchTests {
    private func scene(_ tags: [String] = [], _ change: (inout AlertConfiguration) -> Void) throws -> CatalogueScene {
        let scene = CatalogueScene(change)
        let guest = Rows.guest { row, _ in
            row.tags = tags
            row.metrics.cpu = 99
        }
        try scene.see([Rows.node(), guest, Rows.storage(), Rows.disk()])
        try scene.see([Rows.host()], .agent, scope: "h1")
        return scene
    }

    @Test(arguments: [
        (AlertFamily.guest, "lab:n1:100", "cpu"), (.node, "lab-n1", "cpu"), (.storage, "lab-n1-local", "usage"), (.agent, "h1", "cpu"),
    ])
    func aFamilyIsSwitchedOff(family: AlertFamily, id: String, spec: String) throws {
        let scene = try scene { $0.disabledFamilies = [family] }
        for judgement in scene.judgements(id) { #expect(judgement.reading == .off(.familyDisabled)) }
        #expect(!scene.judgements(id).isEmpty)
        let others: [(String, String)] = [("lab:n1:100", "cpu"), ("lab-n1", "cpu"), ("lab-n1-local", "usage"), ("h1", "cpu")]
        for (other, spec) in others where other != id { #expect(scene.judgement(other, spec)?.trigger != nil) }
    }

    @Test(arguments: [
        (AlertFamily.guest, "lab:n1:100", "powered-off", "cpu"), (.node, "lab-n1", "connectivity", "cpu"),
        (.agent, "h1", "host-offline", "cpu"),
    ])
    func reachabilityOfAFamilyIsSwitchedOff(family: AlertFamily, id: String, spec: String, other: String) throws {
        let scene = try scene { $0.offlineDisabledFamilies = [family] }
        #expect(scene.reading(id, spec) == .off(.familyDisabled))
        #expect(scene.judgement(id, other)?.trigger != nil)
    }

    @Test func everythingIsSwitchedOff() throws {
        let scene = try scene { $0.isEnabled = false }
        for id in ["lab:n1:100", "lab-n1", "lab-n1-local", "h1"] {
            for judgement in scene.judgements(id) { #expect(judgement.reading == .off(.alertsDisabled)) }
        }
    }

    struct Case: Sendable {
        var tags: [String]
        var reason: OffReason?
    }
    @Test(arguments: [
        Case(tags: [], reason: .tagFilter), Case(tags: ["PROD"], reason: nil), Case(tags: ["prod", "lab"], reason: .tagFilter),
        Case(tags: ["prod", "pulse-no-alerts"], reason: .tagSilenced),
    ])
    func tagsChooseGuests(item: Case) throws {
        let scene = try scene(item.tags) {
            $0.guestTagWhitelist = ["Prod"]
            $0.guestTagBlacklist = ["LAB"]
        }
        if let reason = item.reason {
            #expect(scene.reading("lab:n1:100", "cpu") == .off(reason))
        } else {
            #expect(scene.judgement("lab:n1:100", "cpu")?.isAlarm == true)
        }
        #expect(scene.judgement("lab-n1", "cpu")?.trigger != nil, "guests only")
    }

    @Test(arguments: [("web", true), ("Web", false), ("eb", false)])
    func namesAreIgnoredByTheirBeginning(prefix: String, isIgnored: Bool) throws {
        let scene = try scene { $0.ignoredGuestPrefixes = [prefix] }
        #expect((scene.reading("lab:n1:100", "cpu") == .off(.nameIgnored)) == isIgnored)
    }

    @Test func monitorOnlyIsShownAndNeverSent() throws {
        let scene = try scene(["pulse-monitor-only"]) { _ in }
        let description = try #require(scene.describe("lab:n1:100", "cpu"))
        #expect(scene.judgement("lab:n1:100", "cpu")?.isAlarm == true)
        #expect(description.isMonitorOnly)
        #expect(description.metadata["monitorOnly"] == .flag(true))
    }

    @Test func anOverrideSwitchesOneResourceOff() throws {
        let scene = try scene {
            $0.overrides["guest:lab:100"] = ThresholdConfiguration()
            $0.overrides["guest:lab:100"]?.isDisabled = true
            $0.overrides["lab-n1"] = ThresholdConfiguration()
            $0.overrides["lab-n1"]?.disableConnectivity = true
        }
        #expect(scene.reading("lab:n1:100", "cpu") == .off(.resourceDisabled))
        #expect(scene.reading("lab-n1", "connectivity") == .off(.connectivityDisabled))
        #expect(scene.judgement("lab-n1", "cpu")?.trigger != nil)
    }

    @Test func aSeverityInTheOverrideSwitchesPowerOnAgain() throws {
        let scene = CatalogueScene {
            $0[.guest].disableConnectivity = true
            $0.overrides["guest:lab:100"] = ThresholdConfiguration([:], poweredOffSeverity: .critical)
        }
        try scene.see([Rows.guest { $1.runtimeStatus = "stopped" }, Rows.guest(101) { $1.runtimeStatus = "stopped" }])
        #expect(scene.reading("lab:n1:100", "powered-off") == .faulty(.critical, value: 0, threshold: 0))
        #expect(scene.reading("lab:n1:101", "powered-off") == .off(.connectivityDisabled))
    }

    @Test func aTriggerOfZeroIsOff() throws {
        let scene = try scene { $0[.guest][.cpu] = Threshold(trigger: 0, clear: 0) }
        #expect(scene.reading("lab:n1:100", "cpu") == .off(.metricOff))
        #expect(scene.reading("lab:n1:100", "networkIn") == .off(.metricOff), "as rates are by default")
    }
}
