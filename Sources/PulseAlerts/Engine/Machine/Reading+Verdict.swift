extension Judgement {
    /// What a reading means for an alert.
    enum Verdict: Equatable {
        case bad(AlertLevel, value: Double, threshold: Double)
        /// Below the trigger but not yet clear: an alert goes on, none begins.
        case latched(value: Double, threshold: Double)
        case good
        case unknown
        case off(OffReason)
    }

    var verdict: Verdict {
        switch reading {
        case .measured(let value, let threshold, let isPercent):
            guard value.isFinite else { return .unknown }
            guard threshold.trigger > 0 else { return .off(.metricOff) }
            if value >= threshold.trigger {
                let isCritical = threshold.criticalBar(isPercent: isPercent).map { value >= $0 } ?? false
                return .bad(isCritical ? .critical : .warning, value: value, threshold: threshold.trigger)
            }
            let isLatched = threshold.clear > 0 && value > threshold.clear
            return isLatched ? .latched(value: value, threshold: threshold.trigger) : .good
        case .faulty(let level, let value, let threshold): return .bad(level, value: value, threshold: threshold)
        case .fine: return .good
        case .unknown: return .unknown
        case .off(let reason): return .off(reason)
        }
    }

    /// Whether an alert may come of it: the only thing asked of the thousands of readings that are well.
    var isBad: Bool {
        switch reading {
        case .measured(let value, let threshold, _): threshold.trigger > 0 && value >= threshold.trigger
        case .faulty: true
        case .fine, .unknown, .off: false
        }
    }

    var isMeasured: Bool { if case .measured = reading { true } else { false } }
}

extension Threshold {
    /// From where on it is critical, `alerts` §5.1: 10 above the trigger, for percentages at most 99; `nil` when that is no higher.
    public func criticalBar(isPercent: Bool) -> Double? {
        let bar = isPercent ? min(trigger + 10, 99) : trigger + 10
        return bar > trigger ? bar : nil
    }
}
