import PulseCore
import PulseInventory

/// Figures that any resource may have, by the defaults of its group: what platforms without rules of their own get.
enum PlainRules: RuleFamily {
    static func judge(_ subject: Subject, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void) {
        let content = subject.resource.content
        let metrics = content.metrics
        let isHeard = content.sources.contains { subject.isFresh($0) }
        let isStopped = subject.resource.kind.isWorkload && content.status == .offline
        let isStorage = subject.resource.kind == .storage
        let space: ThresholdMetric = isStorage ? .usage : .disk
        let figures: [(ThresholdMetric, Double?, Metric)] = [
            (.cpu, metrics.cpu, .cpu), (.memory, metrics.memory?.percent, .memory), (space, metrics.disk?.percent, .disk),
            (.diskRead, metrics.diskRead.map { $0 / Subject.megabyte }, .diskRead),
            (.diskWrite, metrics.diskWrite.map { $0 / Subject.megabyte }, .diskWrite),
            (.networkIn, metrics.netIn.map { $0 / Subject.megabyte }, .netIn),
            (.networkOut, metrics.netOut.map { $0 / Subject.megabyte }, .netOut), (.temperature, content.temperature, .temperature),
        ]
        for (metric, value, origin) in figures {
            guard let value else { continue }
            if isStopped {
                subject.judge(metric, .off(.notRunning), visit)
            } else {
                subject.judge(metric, isHeard ? value : nil, from: origin, as: subject.settings, visit)
            }
        }
    }

    static func describe(_ judgement: Judgement, of subject: Subject, _ mounts: inout MountKeys) -> AlertDescription {
        subject.describe(judgement, as: subject.plainID)
    }
}
