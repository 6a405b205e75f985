import PulseCore

extension MachineTable {
    /// Keeps the names of open alerts and the list of them. An id that two alerts claim stays with the first.
    mutating func rename(_ place: Int) {
        unname(place)
        guard let firing = machines[place].firing else { return }
        let wanted = [firing.alert.id] + firing.aliases
        let own = wanted.filter { names[$0] == nil }
        for name in own { names[name] = place }
        namesOf[place] = own
        ranks[place] = ActiveRank(firing.alert)
        orderIsStale = true
    }

    mutating func unname(_ place: Int) {
        guard let old = namesOf.removeValue(forKey: place) else { return }
        for name in old where names[name] == place { names[name] = nil }
        ranks[place] = nil
        orderIsStale = true
    }

    mutating func rank(_ place: Int) {
        guard let firing = machines[place].firing else { return }
        let rank = ActiveRank(firing.alert)
        guard ranks[place] != rank else { return }
        ranks[place] = rank
        orderIsStale = true
    }

    mutating func sort() {
        guard orderIsStale else { return }
        orderIsStale = false
        order = ranks.sorted { $0.value < $1.value }.map(\.key)
    }

    /// Moves every machine of a subject that has a new name. Where that one has a machine of the rule already, the old one stays.
    mutating func move(_ subject: String, to heir: String) -> [Int] {
        guard let entry = entries[subject] else { return [] }
        var left: [Int] = []
        for place in entry.machines {
            guard self.place(machines[place].rule, of: heir) == nil else {
                left.append(place)
                continue
            }
            if machines[place].storedAt != nil { forgotten.insert(machines[place].recordKey) }
            machines[place].subject = heir
            unstored.insert(place)
            entries[heir, default: Entry()].machines.append(place)
        }
        entries[subject]?.machines = left
        if left.isEmpty { entries[subject] = nil }
        return left
    }
}
