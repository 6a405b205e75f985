import PulseCore

/// Every machine that is not idle, found by resource and by the ids of its alert.
struct MachineTable: Sendable {
    /// What is known of one resource.
    struct Entry: Sendable, Equatable {
        var sources = SourceFingerprint()
        /// Places of its machines.
        var machines: [Int] = []
    }
    /// A value of a firing alert that alone changed is stored at most so often.
    static let storingPause: Duration = .seconds(60)

    /// Free places hold a machine without a subject.
    var machines: [AlertMachine] = []
    var free: [Int] = []
    var entries: [String: Entry] = [:]
    /// Ids and aliases of open alerts.
    var names: [String: Int] = [:]
    var namesOf: [Int: [String]] = [:]
    /// Of every open alert.
    var ranks: [Int: ActiveRank] = [:]
    /// Places of the machines with an open alert, in the order of the API once `sort` was called.
    var order: [Int] = []
    var orderIsStale = false
    /// Someone who looks at alerts sees a change.
    var isVisiblyChanged = false
    /// Places of records to be written, and keys of those to be struck off.
    var unstored: Set<Int> = []
    var forgotten: Set<String> = []

    static let blank = AlertMachine(subject: "", rule: RuleID(RuleID.Spec("")))

    mutating func setSources(_ sources: SourceFingerprint, of subject: String) { entries[subject, default: Entry()].sources = sources }

    func place(_ rule: RuleID, of entry: Entry?) -> Int? { entry?.machines.first { machines[$0].rule == rule } }
    func place(_ rule: RuleID, of subject: String) -> Int? { place(rule, of: entries[subject]) }
    /// Where the open alert of this id, or of this other name of it, is.
    func place(named id: String) -> Int? { names[id] }

    /// The place of the machine of this rule, made if there is none.
    mutating func madePlace(_ rule: RuleID, of subject: String) -> Int {
        place(rule, of: subject) ?? add(AlertMachine(subject: subject, rule: rule))
    }

    @discardableResult
    mutating func add(_ machine: AlertMachine) -> Int {
        let place: Int
        if let reused = free.popLast() {
            place = reused
            machines[place] = machine
        } else {
            place = machines.count
            machines.append(machine)
        }
        entries[machine.subject, default: Entry()].machines.append(place)
        return place
    }

    /// Takes a machine away from its resource and its names; its record is struck off.
    mutating func remove(_ place: Int) {
        let machine = machines[place]
        if machine.storedAt != nil { forgotten.insert(machine.recordKey) }
        unname(place)
        unstored.remove(place)
        machines[place] = Self.blank
        free.append(place)
        guard var entry = entries.removeValue(forKey: machine.subject) else { return }
        entry.machines.removeAll { $0 == place }
        if entry != Entry() { entries[machine.subject] = entry }
    }

    /// Lets a machine take a step, and books what came of it.
    mutating func step(_ place: Int, at now: Duration, _ change: (inout AlertMachine) -> Void) {
        change(&machines[place])
        let marks = machines[place].marks
        guard !marks.isEmpty || machines[place].isIdle else { return }
        machines[place].marks = []
        if marks.contains(.ids) { rename(place) }
        if marks.contains(.visible) {
            isVisiblyChanged = true
            rank(place)
        }
        let isDue = machines[place].storedAt.map { now - $0 >= Self.storingPause } ?? true
        if marks.contains(.stored) || isDue { unstored.insert(place) }
        if machines[place].isIdle { remove(place) }
    }
}
