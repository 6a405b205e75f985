import PulseCore

extension MetricResolution {
    /// The nearest value of this resolution; `-0` becomes `0`.
    func round(_ value: Double) -> Double {
        switch self {
        case .exact: return value + 0
        case .step(let step):
            guard step > 0 else { return value + 0 }
            let perUnit = (1 / step).rounded()
            // 0.01 has no exact double but 1/100 does: dividing gives the double that prints as "12.37".
            let isFraction = perUnit >= 1 && abs(perUnit * step - 1) < 1e-9
            let count = isFraction ? (value * perUnit).rounded() : (value / step).rounded()
            guard abs(count) < 9e15 else { return value + 0 }
            return (isFraction ? count / perUnit : count * step) + 0
        case .significantDigits(let digits):
            guard value != 0, value.isFinite, digits == Quantizer.digits else { return value + 0 }
            guard let (exponent, mantissa) = Quantizer.decompose(value) else { return value }
            let size = Quantizer.compose(Double(mantissa), exponent: exponent - Quantizer.digits + 1)
            return value < 0 ? -size : size
        }
    }
}

extension MetricResolution {
    /// The average of a tier's bucket as it is kept. Long buckets are joined many times while they grow, so they keep
    /// more digits than samples; there are few of them.
    func roundAverage(_ value: Double, tier: HistoryTier) -> Double {
        guard tier == .hourly || tier == .daily else { return round(value) }
        switch self {
        case .exact: return value
        case .step(let step): return MetricResolution.step(step / 100).round(value)
        case .significantDigits:
            guard value != 0, let (exponent, _) = Quantizer.decompose(value) else { return value }
            let shift = 6 - exponent
            return Quantizer.compose(Quantizer.compose(value, exponent: shift).rounded(), exponent: -shift)
        }
    }
}
