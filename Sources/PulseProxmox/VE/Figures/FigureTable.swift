import PulseCore
import PulseInventory

/// What one source of a figure has to say.
enum SourceAnswer<Value: Sendable>: Sendable {
    case value(Value, measuredAt: Timestamp)
    /// It cannot be used, and why; a short lower-case phrase.
    case unusable(String)
    /// It has no part in this case and is not worth mentioning.
    case notApplicable
}

/// The sources of one figure, best first: the first that has a value gives it, and the others say why they did not.
struct FigureTable<Input, Value: Sendable>: Sendable {
    struct Source: Sendable {
        let name: String
        let answer: @Sendable (Input) -> SourceAnswer<Value>
        init(_ name: String, _ answer: @escaping @Sendable (Input) -> SourceAnswer<Value>) {
            self.name = name
            self.answer = answer
        }
    }
    let sources: [Source]

    init(_ sources: Source...) { self.sources = sources }

    func choose(_ input: Input, at now: Timestamp) -> Figure<Value> {
        var fallbacks: [Provenance.Fallback] = []
        for source in sources {
            switch source.answer(input) {
            case .value(let value, let measuredAt):
                return Figure(value: value, source: source.name, fallbacks: fallbacks, measuredAt: measuredAt)
            case .unusable(let reason): fallbacks.append(Provenance.Fallback(source: source.name, reason: reason))
            case .notApplicable: continue
            }
        }
        return Figure(value: nil, source: "unavailable", fallbacks: fallbacks, measuredAt: now)
    }
}

/// A figure and where it comes from.
struct Figure<Value: Sendable>: Sendable {
    /// `nil` when no source has one; `source` is `unavailable` then.
    var value: Value?
    var source: String
    var fallbacks: [Provenance.Fallback]
    var measuredAt: Timestamp

    func provenance(of metric: Metric) -> Provenance {
        Provenance(metric, source: source, fallbacks: fallbacks, measuredAt: measuredAt)
    }
}

extension Figure: Equatable where Value: Equatable {}

/// A value from earlier, and when it was measured.
struct Carried<Value: Sendable>: Sendable {
    var value: Value
    var at: Timestamp
    init(_ value: Value, at: Timestamp) {
        self.value = value
        self.at = at
    }

    /// The value if it is not older than `limit`.
    func value(within limit: Duration, of now: Timestamp) -> Value? { now.since(at) <= limit ? value : nil }
}

extension Carried: Equatable where Value: Equatable {}
