import PulseAlerts
import PulseCore

extension AlertConfiguration {
    /// Settings that fit together, but otherwise are any.
    static func random(_ random: inout SeededGenerator) -> AlertConfiguration {
        var made = AlertConfiguration()
        made.isEnabled = Bool.random(using: &random)
        made.activation = Activation.allCases.randomElement(using: &random) ?? .active
        if Bool.random(using: &random) { made.activationTime = Timestamp(seconds: Int64.random(in: 1...2_000_000_000, using: &random)) }
        made.minimumDelta = Double.random(in: 0.1...9, using: &random)
        made.hysteresisMargin = Double(Int.random(in: 1...9, using: &random))
        made.suppressionWindow = .seconds(Int.random(in: 1...9999, using: &random))
        made.flapping.cooldown = .seconds(Int.random(in: 1...9999, using: &random))
        made.flapping.threshold = Int.random(in: 1...9, using: &random)
        made.ages.autoAcknowledgeAfterHours = Int.random(in: 0...9, using: &random)
        for group in ThresholdGroup.allCases {
            for metric in ThresholdMetric.allCases where Int.random(in: 0...2, using: &random) == 0 {
                made[group][metric] = .random(&random)
            }
        }
        made.storageDefault = .random(&random)
        made.diskFillByType["sas"] = Threshold(trigger: 50, clear: 45)
        made.docker.memory = .random(&random)
        made.mail.holdQueueCritical = Int.random(in: 1...999, using: &random)
        made.snapshots.criticalSizeGiB = Double.random(in: 1...99, using: &random)
        made.backups.ignoreVMIDs = ["10*", "7"]
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            made.overrides["guest:lab:\(Int.random(in: 100...999, using: &random))"] = .random(&random)
        }
        for number in 0..<Int.random(in: 0...3, using: &random) { made.customRules.append(.random(number, &random)) }
        made.guestTagBlacklist = ["a", "B c"]
        made.disabledFamilies = Set(AlertFamily.allCases.filter { _ in Bool.random(using: &random) })
        made.offlineDisabledFamilies = Set(AlertFamily.allCases.filter { $0.offlineKey != nil && Bool.random(using: &random) })
        made.delays.byType["vm"] = Int.random(in: 0...99, using: &random)
        made.delays.byMetric["guest"] = ["cpu": 3, "*": 9]
        made.schedule.quietHours.start = Int.random(in: 0..<1440, using: &random)
        made.schedule.quietHours.end = Int.random(in: 0..<1440, using: &random)
        made.schedule.quietHours.timeZone = Bool.random(using: &random) ? "Europe/Berlin" : ""
        made.schedule.quietHours.days = Set(QuietHours.Weekday.allCases.filter { _ in Bool.random(using: &random) })
        made.schedule.quietHours.suppress = Set(QuietHours.Category.allCases.filter { _ in Bool.random(using: &random) })
        made.schedule.cooldown = .seconds(Int.random(in: 0...9999, using: &random))
        made.schedule.initialNotify = Notice.Target.allCases.randomElement(using: &random) ?? .all
        made.schedule.escalation.levels = (0..<Int.random(in: 0...3, using: &random)).map {
            .init(after: .seconds(60 + $0 * 77), target: .apprise)
        }
        made.schedule.grouping.window = .seconds(Int.random(in: 0...99, using: &random))
        return made
    }
}

extension Threshold {
    static func random(_ random: inout SeededGenerator) -> Threshold {
        let trigger = Double(Int.random(in: 0...100, using: &random))
        return trigger < 2
            ? Threshold(trigger: 0, clear: 0) : Threshold(trigger: trigger, clear: trigger - Double.random(in: 0.5...1.5, using: &random))
    }
}

extension ThresholdConfiguration {
    static func random(_ random: inout SeededGenerator) -> ThresholdConfiguration {
        var made = ThresholdConfiguration()
        made.isDisabled = Bool.random(using: &random)
        made.disableConnectivity = Bool.random(using: &random)
        made.poweredOffSeverity = [AlertLevel.warning, .critical, nil].randomElement(using: &random) ?? nil
        for metric in ThresholdMetric.allCases where Bool.random(using: &random) { made[metric] = .random(&random) }
        if made.isDisabled, Bool.random(using: &random) {
            made.disabledUntil = Timestamp(seconds: Int64.random(in: 1_700_000_000...1_800_000_000, using: &random))
            made.disabledReason = "new disks"
        }
        if Bool.random(using: &random) { made.note = "because \"so\"" }
        if Bool.random(using: &random) {
            made.backup = BackupPolicy()
            made.backup?.isEnabled = true
            made.snapshot = SnapshotPolicy()
            made.snapshot?.criticalDays = 0
        }
        return made
    }
}

extension CustomRule {
    static func random(_ number: Int, _ random: inout SeededGenerator) -> CustomRule {
        var rule = CustomRule(id: "r\(number)")
        rule.name = "Rule \(number)"
        rule.priority = Int.random(in: -5...5, using: &random)
        rule.join = Bool.random(using: &random) ? .all : .any
        rule.isEnabled = Bool.random(using: &random)
        rule.thresholds = .random(&random)
        var metric = Filter(.metric)
        (metric.field, metric.comparison, metric.number, metric.text) = ("cpu", .atLeast, 80, "80")
        var text = Filter(.text)
        (text.field, text.text) = ("name", "web")
        var raw = Filter(.raw)
        raw.rawText = "db"
        rule.filters = [metric, text, raw].filter { _ in Bool.random(using: &random) }
        rule.createdAt = Timestamp(seconds: 1_700_000_000)
        return rule
    }
}
