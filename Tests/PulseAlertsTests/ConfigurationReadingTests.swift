import PulseCore
import Testing

@testable import PulseAlerts

@Suite("Reading alert settings")
struct ConfigurationReadingTests {
    private func read(_ text: String, over stored: AlertConfiguration? = nil) throws(ConfigurationFault) -> AlertConfiguration {
        try AlertConfiguration.read(Array(text.utf8), over: stored).configuration
    }

    @Test func nothingSetGivesTheFactorySettings() throws {
        let configuration = try read("{}")
        #expect(configuration == AlertConfiguration())
        #expect(configuration.activation == .pendingReview)
        #expect(configuration[.guest][.cpu] == Threshold(trigger: 80, clear: 75))
        #expect(configuration[.guest][.networkIn] == .off)
        #expect(configuration[.node][.temperature] == Threshold(trigger: 80, clear: 75))
        #expect(configuration.docker.cpu == Threshold(trigger: 80, clear: 75))
        #expect(configuration.delays.byType["guest"] == 5)
        #expect(configuration.delays.byType.count == 18)
        #expect(configuration.backups.ignoreVMIDs == [])
        #expect(configuration.schedule.quietHours.timeZone.isEmpty)
    }

    struct Pair: Sendable {
        var text: String
        var trigger: Double
        var clear: Double
    }
    @Test(arguments: [
        Pair(text: #"{"trigger":70,"clear":90}"#, trigger: 70, clear: 65),
        Pair(text: #"{"trigger":70,"clear":70}"#, trigger: 70, clear: 65),
        Pair(text: #"{"trigger":70}"#, trigger: 70, clear: 65),
        Pair(text: #"{"trigger":70,"clear":-3}"#, trigger: 70, clear: 65),
        Pair(text: #"{"trigger":3,"clear":0}"#, trigger: 3, clear: 0),
        Pair(text: #"{"trigger":0,"clear":90}"#, trigger: 0, clear: 0),
        Pair(text: #"{"trigger":-1,"clear":90}"#, trigger: 80, clear: 75),
        Pair(text: #"{"trigger":92.5,"clear":90.25}"#, trigger: 92.5, clear: 90.25),
        Pair(text: "null", trigger: 80, clear: 75),
        Pair(text: "85", trigger: 85, clear: 80),
    ])
    func pairsFitTogether(pair: Pair) throws {
        let configuration = try read(#"{"guestDefaults":{"cpu":\#(pair.text)}}"#)
        #expect(configuration[.guest][.cpu] == Threshold(trigger: pair.trigger, clear: pair.clear))
        #expect(configuration[.guest][.memory] == Threshold(trigger: 85, clear: 80), "others keep their defaults")
    }

    @Test func negativeRatesAreOff() throws {
        let text =
            #"{"guestDefaults":{"diskRead":{"trigger":-1}},"overrides":{"lab:n:1":{"networkIn":{"trigger":-1},"cpu":{"trigger":-1}}}}"#
        let configuration = try read(text)
        #expect(configuration[.guest][.diskRead] == .off)
        #expect(configuration.overrides["lab:n:1"]?[.networkIn] == .off)
        #expect(configuration.overrides["lab:n:1"]?[.cpu] == nil, "inherited")
    }

    @Test(arguments: [
        (#"{"warningDays":60,"criticalDays":30}"#, 30, 30), (#"{"warningDays":-1,"criticalDays":-4}"#, 0, 0),
        (#"{"warningDays":10,"criticalDays":0}"#, 10, 10), (#"{"warningDays":10,"criticalDays":20}"#, 10, 20),
    ])
    func snapshotDaysFitTogether(text: String, warning: Int, critical: Int) throws {
        let policy = try read(#"{"snapshotDefaults":\#(text)}"#).snapshots
        #expect((policy.warningDays, policy.criticalDays) == (warning, critical))
    }

    @Test func backupLimitsFitTogether() throws {
        let text =
            #"{"backupDefaults":{"warningDays":20,"criticalDays":10,"freshHours":0,"staleHours":5,"alertOrphaned":null,"#
            + #""ignoreVMIDs":[" 10* ","10*","","7"]}}"#
        let policy = try read(text).backups
        #expect((policy.warningDays, policy.criticalDays) == (10, 10))
        #expect((policy.freshHours, policy.staleHours) == (24, 24))
        #expect(policy.alertOrphaned)
        #expect(policy.ignoreVMIDs == ["10*", "7"])
        #expect([100, 109, 1000, 7, 10].allSatisfy(policy.ignores(vmid:)))
        #expect(![1, 77, 110].contains(where: policy.ignores(vmid:)))
    }

    @Test func numbersThatMakeNoSenseTakeTheirDefault() throws {
        let text =
            #"{"minimumDelta":0,"suppressionWindow":-1,"hysteresisMargin":0,"observationWindowHours":0,"flappingWindowSeconds":0,"#
            + #""flappingThreshold":-2,"flappingCooldownMinutes":0,"pmgDefaults":{"queueTotalWarning":0,"holdQueueWarn":7},"#
            + #""dockerDefaults":{"restartCount":-1,"serviceWarnGapPercent":60,"serviceCriticalGapPercent":50,"updateAlertDelayHours":0},"#
            + #""timeThresholds":{"guest":-3,"node":0,"qemu":9,"all":2},"diskTempByType":{"NVMe":{"trigger":0},"SATA":{"trigger":60}}}"#
        let reading = try AlertConfiguration.read(Array(text.utf8))
        var expected = AlertConfiguration()
        expected.mail.holdQueueWarn = 7
        (expected.docker.serviceWarnGapPercent, expected.docker.serviceCriticalGapPercent) = (60, 60)
        (expected.delays.byType["node"], expected.delays.byType["all"]) = (0, 2)
        expected.diskTempByType["sata"] = Threshold(trigger: 60, clear: 55)
        #expect(reading.configuration == expected)
        #expect(reading.warnings == [])
    }

    @Test func neverAndDelayedUpdatesAreKept() throws {
        #expect(try read(#"{"dockerDefaults":{"updateAlertDelayHours":-1}}"#).docker.updateAlertDelayHours == -1)
        #expect(try read(#"{"dockerDefaults":{"updateAlertDelayHours":48}}"#).docker.updateAlertDelayHours == 48)
    }

    @Test(arguments: [("all", "all"), ("webhooks", "webhook"), ("email", "email"), ("pigeon", "all"), ("", "all"), ("Apprise", "apprise")])
    func unknownTargetsOfTheFirstMessageMeanAll(word: String, target: String) throws {
        #expect(try read(#"{"schedule":{"initialNotify":"\#(word)"}}"#).schedule.initialNotify.rawValue == target)
    }

    @Test func whetherMessagesLeaveIsKeptWhenItIsNotSaid() throws {
        var stored = AlertConfiguration()
        stored.activation = .active
        stored.activationTime = Timestamp(seconds: 1_700_000_000)
        #expect(try read("{}", over: stored).activation == .active)
        #expect(try read("{}", over: stored).activationTime == stored.activationTime)
        #expect(try read(#"{"activationState":"active"}"#, over: stored).activationTime == stored.activationTime)
        #expect(try read(#"{"activationState":"snoozed"}"#, over: stored).activation == .snoozed)
        #expect(try read("{}").activation == .pendingReview)
        #expect(try read(#"{"overrides":{"a":{}}}"#).activation == .active, "an upgrade")
        #expect(try AlertConfiguration.read(Array("{}".utf8), isUpgrade: true).configuration.activation == .active)
    }

    @Test func unknownMembersAreNamed() throws {
        let text =
            #"{"colour":1,"guestDefaults":{"cpu":{"trigger":80,"when":2},"gpu":{}},"schedule":{"quietHours":{"days":{"someday":true}}},"#
            + #""overrides":{"x":{"colour":2}},"timeThresholds":{"teapot":3,"qemu":4}}"#
        let warnings = try AlertConfiguration.read(Array(text.utf8)).warnings
        let expected = [
            "colour", "guestDefaults.cpu.when", "guestDefaults.gpu", "overrides.x.colour", "schedule.quietHours.days.someday",
            "timeThresholds.teapot",
        ]
        #expect(warnings == expected)
    }

    struct Refusal: Sendable {
        var text: String
        var code: ConfigurationFault.Code
        var field: String
    }
    @Test(arguments: [
        Refusal(text: "[]", code: .undecodable, field: ""), Refusal(text: "{", code: .undecodable, field: ""),
        Refusal(text: "", code: .undecodable, field: ""), Refusal(text: "null", code: .undecodable, field: ""),
        Refusal(text: #"{"enabled":"maybe"}"#, code: .type, field: "enabled"),
        Refusal(text: #"{"guestDefaults":{"cpu":"high"}}"#, code: .type, field: "guestDefaults.cpu"),
        Refusal(text: #"{"guestDefaults":{"poweredOffSeverity":"loud"}}"#, code: .value, field: "guestDefaults.poweredOffSeverity"),
        Refusal(text: #"{"activationState":"on"}"#, code: .value, field: "activationState"),
        Refusal(text: #"{"schedule":{"quietHours":{"timezone":"Mars/Base"}}}"#, code: .timeZone, field: "schedule.quietHours.timezone"),
        Refusal(text: #"{"schedule":{"quietHours":{"timezone":"../etc/passwd"}}}"#, code: .timeZone, field: "schedule.quietHours.timezone"),
        Refusal(text: #"{"schedule":{"quietHours":{"start":"25:00"}}}"#, code: .time, field: "schedule.quietHours.start"),
        Refusal(text: #"{"schedule":{"quietHours":{"end":"8"}}}"#, code: .time, field: "schedule.quietHours.end"),
        Refusal(text: #"{"schedule":{"quietHours":{"end":"08:60"}}}"#, code: .time, field: "schedule.quietHours.end"),
        Refusal(
            text: #"{"schedule":{"escalation":{"levels":[{"after":15,"notify":"pager"}]}}}"#, code: .target,
            field: "schedule.escalation.levels.0.notify"),
        Refusal(
            text: #"{"schedule":{"escalation":{"levels":[{"after":0,"notify":"all"}]}}}"#, code: .value,
            field: "schedule.escalation.levels.0.after"),
        Refusal(
            text: #"{"customRules":[{"id":"a","notifications":{"email":{"enabled":true}}}]}"#, code: .unsupported,
            field: "customRules.0.notifications.email"),
        Refusal(
            text: #"{"customRules":[{"filterConditions":{"filters":[{"type":"smell"}]}}]}"#, code: .filter,
            field: "customRules.0.filterConditions.filters.0.type"),
        Refusal(
            text: #"{"customRules":[{"filterConditions":{"filters":[{"type":"metric","field":"cpu","operator":"~","value":1}]}}]}"#,
            code: .filter, field: "customRules.0.filterConditions.filters.0.operator"),
    ])
    func whatCannotBeTakenIsRefused(refusal: Refusal) {
        let fault = #expect(throws: ConfigurationFault.self) { _ = try read(refusal.text) }
        #expect(fault?.code == refusal.code)
        #expect(fault?.field == refusal.field)
    }

    @Test(arguments: ["UTC", "Europe/Berlin", "America/New_York", "US/Eastern", ""])
    func timeZonesOfTheDatabaseAreTaken(name: String) throws {
        #expect(try read(#"{"schedule":{"quietHours":{"timezone":"\#(name)"}}}"#).schedule.quietHours.timeZone == name)
    }

    @Test func escalationIsInOrderAndTargetsAreOneOrMany() throws {
        let text = #"{"schedule":{"escalation":{"levels":[{"after":60,"notify":"webhooks"},{"after":15,"notify":"apprise"}]}}}"#
        let levels = try read(text).schedule.escalation.levels
        #expect(levels == [.init(after: .seconds(900), target: .apprise), .init(after: .seconds(3600), target: .webhook)])
    }

    @Test func aMuteHasAnEndAndAReason() throws {
        let text = #"{"overrides":{"a":{"disabled":true,"disabledUntil":"2026-01-05T09:00:00+01:00","disabledReason":"disks"}}}"#
        let settings = try read(text).overrides["a"]
        #expect(settings?.disabledUntil == Timestamp(rfc3339: "2026-01-05T08:00:00Z"))
        #expect(settings?.disabledReason == "disks")
        #expect(try read(#"{"overrides":{"a":{"note":"x","disabledUntil":"2026-01-05T08:00:00Z"}}}"#).overrides["a"]?.disabledUntil == nil)
        let fault = #expect(throws: ConfigurationFault.self) {
            _ = try read(#"{"overrides":{"a":{"disabled":true,"disabledUntil":"tomorrow"}}}"#)
        }
        #expect(fault?.field == "overrides.a.disabledUntil")
    }

    @Test func mutesAreLiftedAtTheirEnd() {
        let end = Timestamp(seconds: 1_700_000_000)
        var (alone, beside, forever) = (ThresholdConfiguration(), ThresholdConfiguration(), ThresholdConfiguration())
        alone.isDisabled = true
        alone.disabledUntil = end
        alone.disabledReason = "disks"
        beside = alone
        beside.disableConnectivity = true
        beside[.cpu] = Threshold(trigger: 90, clear: 80)
        forever.isDisabled = true
        var configuration = AlertConfiguration()
        configuration.overrides = ["alone": alone, "beside": beside, "forever": forever]
        #expect(configuration.liftingMutes(endedBy: end - .seconds(1)) == nil)
        let lifted = configuration.liftingMutes(endedBy: end)
        var rest = ThresholdConfiguration([.cpu: Threshold(trigger: 90, clear: 80)])
        rest.disableConnectivity = true
        #expect(lifted?.overrides == ["beside": rest, "forever": forever])
        #expect(lifted?.liftingMutes(endedBy: end) == nil)
    }
}
