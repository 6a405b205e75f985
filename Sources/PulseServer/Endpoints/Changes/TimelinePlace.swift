import PulseCore

/// The place of an entry in a timeline, newest first. Its text is the cursor that a caller gives for the next page.
struct TimelinePlace: Sendable, Equatable {
    /// In the order in which entries of one moment are shown.
    enum Origin: String, Sendable, CaseIterable {
        case alerts = "e"
        case changes = "c"
    }
    var at: Timestamp
    var origin: Origin
    var number: Int64

    init(at: Timestamp, origin: Origin, number: Int64) {
        self.at = at
        self.origin = origin
        self.number = number
    }

    /// Reads a cursor; `nil` for anything else.
    init?(cursor: String) {
        let parts = cursor.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let at = Int64(parts[0]), let origin = Origin(rawValue: String(parts[1])), let number = Int64(parts[2])
        else { return nil }
        self.init(at: Timestamp(milliseconds: at), origin: origin, number: number)
    }

    var cursor: String { "\(at.milliseconds).\(origin.rawValue).\(number)" }

    /// Whether it is shown before the other.
    func precedes(_ other: Self) -> Bool {
        if at != other.at { return at > other.at }
        if origin != other.origin { return origin == .alerts }
        return number > other.number
    }

    /// Where to go on in the list of one origin: after this number at the same moment.
    func number(in list: Origin) -> Int64 {
        if list == origin { return number }
        return list == .changes ? .max : .min
    }
}
