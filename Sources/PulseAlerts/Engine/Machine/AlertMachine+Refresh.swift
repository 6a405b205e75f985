import PulseCore

extension AlertMachine {
    /// Only the figure of the open alert is another: nothing else of it needs to be made anew. `false`: more than that.
    mutating func refresh(
        _ verdict: Judgement.Verdict, _ judgement: Judgement, _ version: UInt64?, in context: StepContext
    ) -> Bool {
        guard let version, firing?.describedVersion == version, let stem = firing?.stem, let at = firing?.describedAt,
            let start = firing?.alert.startTime, context.now.steady - at < Self.describingPause,
            let metric = judgement.rule.spec.metric, let figure = figure(verdict, judgement)
        else { return false }
        firing?.seenAt = context.now.steady
        firing?.alert.value = figure
        firing?.alert.message = Spoken.message(stem, figure, metric)
        firing?.alert.lastSeen = max(context.now.wall, start)
        marks.formUnion([.aged, .visible])
        return true
    }
    /// What is described is described anew this often at the least: sizes of filesystems change as well.
    private static let describingPause: Duration = .seconds(60)

    /// The value of a reading that leaves the alert at its level and its threshold.
    private func figure(_ verdict: Judgement.Verdict, _ judgement: Judgement) -> Double? {
        guard let firing, firing.goodReadings == 0 else { return nil }
        guard case .measured(let value, let threshold, _) = judgement.reading, threshold.trigger == firing.alert.threshold else {
            return nil
        }
        guard firing.alert.metadata["clearThreshold"] == MetadataValue(threshold.clear) else { return nil }
        switch verdict {
        case .bad(let level, _, _): return level <= firing.alert.level ? value : nil
        case .latched: return value
        case .good, .unknown, .off: return nil
        }
    }
}
