import PulseCore
import PulseInventory

/// Figures that any resource may have, by the defaults of its group: what platforms without rules of their own get.
enum PlainRules: RuleFamily {
    static func judge(_ subject: Subject, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void) {
        let resource = subject.resource
        let metrics = resource.content.metrics
        let isHeard = resource.content.sources.contains { subject.isFresh($0) }
        let isStopped = subject.resource.kind.isWorkload && resource.content.status == .offline
        func judge(_ metric: ThresholdMetric, _ value: Double?, _ origin: Metric) {
            guard let value else { return }
            if isStopped { return subject.judge(metric, .off(.notRunning), visit) }
            subject.judge(metric, isHeard ? value : nil, from: origin, as: subject.settings, visit)
        }
        judge(.cpu, metrics.cpu, .cpu)
        judge(.memory, metrics.memory?.percent, .memory)
        judge(subject.resource.kind == .storage ? .usage : .disk, metrics.disk?.percent, .disk)
        judge(.diskRead, metrics.diskRead.map { $0 / Subject.megabyte }, .diskRead)
        judge(.diskWrite, metrics.diskWrite.map { $0 / Subject.megabyte }, .diskWrite)
        judge(.networkIn, metrics.netIn.map { $0 / Subject.megabyte }, .netIn)
        judge(.networkOut, metrics.netOut.map { $0 / Subject.megabyte }, .netOut)
        judge(.temperature, resource.content.temperature, .temperature)
    }

    static func describe(_ judgement: Judgement, of subject: Subject, _ mounts: inout MountKeys) -> AlertDescription {
        subject.describe(judgement, as: subject.plainID)
    }
}
