import PulseCore

/// The moment that answers are made for, and the answers made so far.
struct AnswerCache: Sendable {
    struct Key: Hashable, Sendable {
        let target: String
        let caller: String
        let member: Int
    }
    /// Answers kept of one moment.
    static let limit = 512
    private var current: LabMoment?
    private var answers: [Key: [UInt8]] = [:]

    /// The moment at the start of the step that `time` lies in.
    mutating func moment(of estate: LabEstate, at time: Timestamp, step: Duration) -> LabMoment {
        let start = Self.start(of: time, step: step)
        if let current, current.time == start { return current }
        let moment = estate.moment(at: start)
        current = moment
        answers = [:]
        return moment
    }

    static func start(of time: Timestamp, step: Duration) -> Timestamp {
        let width = max(step.wholeMilliseconds, 1)
        return Timestamp(milliseconds: time.milliseconds - time.milliseconds % width)
    }

    func answer(_ key: Key) -> [UInt8]? { answers[key] }
    mutating func keep(_ bytes: [UInt8], _ key: Key, of moment: LabMoment) {
        guard current?.time == moment.time, answers.count < Self.limit else { return }
        answers[key] = bytes
    }
    mutating func forget() {
        current = nil
        answers = [:]
    }
}
