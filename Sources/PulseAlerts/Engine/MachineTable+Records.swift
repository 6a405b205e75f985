import PulseCore

extension MachineTable {
    /// Takes over what was stored.
    mutating func restore(_ records: [StoredRecord], in context: StepContext) {
        for record in records {
            guard let machine = AlertMachine(record, in: context), place(machine.rule, of: machine.subject) == nil else { continue }
            let place = add(machine)
            if machine.firing != nil { rename(place) }
        }
        sort()
    }

    /// What changed since this was last asked, the struck off first.
    mutating func takeChangedRecords(in context: StepContext) -> [RecordChange] {
        var stored: [StoredRecord] = []
        stored.reserveCapacity(unstored.count)
        for place in unstored {
            let record = machines[place].record(in: context)
            machines[place].storedAt = context.now.steady
            forgotten.remove(record.key)
            stored.append(record)
        }
        let gone = forgotten.sorted().map { RecordChange.forgotten(key: $0) }
        stored.sort { $0.key < $1.key }
        unstored = []
        forgotten = []
        return gone + stored.map { .stored($0) }
    }

    /// The wall clock was set: what was stored shows moments of the steady clock by the old one.
    mutating func storeAllAnew() {
        for place in machines.indices where !machines[place].subject.isEmpty { unstored.insert(place) }
    }
}
