import PulseCore

/// How many changes of one resource are remembered: so many at once, then one in every while.
///
/// Something that flaps all day would otherwise push everything else out of the journal.
struct ChangeAllowance: Sendable, Equatable {
    static let burst = 12
    static let pause: Duration = .seconds(300)
    private static let longest = pause * burst

    /// Until when everything so far is paid for.
    private(set) var paidUntil: Timestamp

    init(paidUntil: Timestamp = Timestamp(milliseconds: 0)) { self.paidUntil = paidUntil }

    func permits(at now: Timestamp) -> Bool { debt(at: now) < Self.longest }

    mutating func spend(_ count: Int, at now: Timestamp) {
        paidUntil = now + debt(at: now) + Self.pause * min(count, Self.burst)
    }

    /// More than can be spent only comes from a clock that was set back, and must not silence a resource.
    private func debt(at now: Timestamp) -> Duration {
        let rest = paidUntil.since(now)
        return rest > Self.longest * 2 ? .zero : max(rest, .zero)
    }
}

extension ChangeAllowance: Codable {
    init(from decoder: any Decoder) throws { paidUntil = try decoder.singleValueContainer().decode(Timestamp.self) }
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(paidUntil)
    }
}
