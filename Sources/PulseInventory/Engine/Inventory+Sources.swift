import PulseCore

extension Inventory {
    /// Takes in what a source saw. An observation older than what is known is ignored as far as it is older.
    mutating func observe(_ observation: Observation, _ work: inout Work) {
        let moment = min(observation.at, work.now)
        var source = table.sources.removeValue(forKey: observation.source) ?? SourceTable()
        defer { table.sources[observation.source] = source }
        var seen: Set<Int> = []
        for observed in observation.resources {
            guard let number = accept(observed, observation, moment, &source, &work) else {
                work.ignored += 1
                continue
            }
            if seen.insert(number).inserted { work.observedRows.append(number) }
        }
        if source.error != nil {
            source.error = nil
            for number in source.rows.values where !seen.contains(number) { refresh(number, error: nil, &work) }
        }
        complete(observation, moment, seen, &source, &work)
    }

    private mutating func accept(
        _ observed: ObservedResource, _ observation: Observation, _ moment: Timestamp, _ source: inout SourceTable, _ work: inout Work
    ) -> Int? {
        guard !observed.sourceID.isEmpty, !source.isOutdated(observed.kind, at: moment) else { return nil }
        let key = LocalKey(observed)
        if let number = source.rows[key] {
            guard moment >= table[number].at else { return nil }
            update(number, observed, &work)
            table[number].at = moment
            table[number].interval = observation.interval
            table[number].state = table[number].state(at: work.now, error: nil)
            return number
        }
        guard table.liveCount < configuration.maximumRows else { return nil }
        var row = SourceRow(source: observation.source, observed: observed, at: moment, interval: observation.interval)
        row.state = row.state(at: work.now, error: nil)
        let number = table.insert(row, unsettled: &work.unsettled)
        source.rows[key] = number
        work.unsettled.insert(number)
        return number
    }

    private mutating func update(_ number: Int, _ observed: ObservedResource, _ work: inout Work) {
        let old = table[number].observed
        if table[number].group >= 0 { work.touched.insert(table[number].group) }
        let sameEvidence = old.identity == observed.identity && old.counterpart == observed.counterpart && old.sourceID == observed.sourceID
        let moved = old.sourceID != observed.sourceID
        if moved {
            touchChildren(of: table.address(of: old), &work)
            unsettleDisks(of: table.address(of: old), &work)
        }
        if !sameEvidence {
            let before = table.neighbours(of: number)
            let evidence = Evidence(observed, source: table[number].source.kind, soloID: table[number].soloID)
            if evidence != table[number].evidence {
                work.unsettled.formUnion(before)
                work.unsettled.insert(number)
                table.replaceEvidence(number, with: evidence, unsettled: &work.unsettled)
            }
        }
        if observed.kind == .physicalDisk, old.parent != observed.parent { work.unsettled.insert(number) }
        table.replaceObserved(number, with: observed)
        if moved {
            touchChildren(of: table.address(of: observed), &work)
            unsettleDisks(of: table.address(of: observed), &work)
        }
    }

    /// Takes out what a complete observation does not list any more.
    private mutating func complete(
        _ observation: Observation, _ moment: Timestamp, _ seen: Set<Int>, _ source: inout SourceTable, _ work: inout Work
    ) {
        var listed: Set<ResourceKind>?
        switch observation.completeness {
        case .partial: return
        case .everything:
            if let last = source.everythingAt, last > moment { return }
            source.everythingAt = moment
        case .kinds(let kinds):
            let current = kinds.filter { !source.isOutdated($0, at: moment) }
            for kind in current { source.completeAt[kind] = moment }
            listed = current
        }
        guard seen.count < source.rows.count else { return }
        for (key, number) in source.rows where !seen.contains(number) && table[number].at <= moment {
            if let listed, !listed.contains(key.kind) { continue }
            source.rows[key] = nil
            retire(number, &work)
        }
    }

    mutating func retire(_ number: Int, _ work: inout Work) {
        work.unsettled.formUnion(table.neighbours(of: number))
        if table[number].group >= 0 { work.broken.insert(table[number].group) }
        let address = table.address(of: table[number].observed)
        touchChildren(of: address, &work)
        unsettleDisks(of: address, &work)
        table.retire(number, unsettled: &work.unsettled)
        work.unsettled.remove(number)
        work.retired.append(number)
    }

    mutating func fail(_ scope: SourceScope, _ reason: String, _ work: inout Work) {
        guard let source = table.sources[scope], source.error != reason else { return }
        table.sources[scope]?.error = reason
        for number in source.rows.values { refresh(number, error: reason, &work) }
    }

    mutating func forget(_ scope: SourceScope, _ work: inout Work) {
        guard let source = table.sources.removeValue(forKey: scope) else { return }
        for number in source.rows.values { retire(number, &work) }
    }

    /// Judges the freshness of every row.
    mutating func age(_ work: inout Work) {
        for source in table.sources.values {
            for number in source.rows.values {
                let state = table[number].state(at: work.now, error: source.error)
                guard state != table[number].state else { continue }
                table[number].state = state
                work.touched.insert(table[number].group)
            }
        }
    }

    private mutating func refresh(_ number: Int, error: String?, _ work: inout Work) {
        table[number].state = table[number].state(at: work.now, error: error)
        if table[number].group >= 0 { work.touched.insert(table[number].group) }
    }

    /// Disks are matched by their machine; another machine may mean another match.
    private func unsettleDisks(of address: ParentReference, _ work: inout Work) {
        for child in table.byParent[address] ?? [] where table[child].observed.kind == .physicalDisk { work.unsettled.insert(child) }
    }

    func touchChildren(of address: ParentReference, _ work: inout Work) {
        for child in table.byParent[address] ?? [] where table[child].group >= 0 { work.touched.insert(table[child].group) }
    }

    /// Sets or removes what people added; by whatever id they know the resource.
    mutating func annotate(_ id: String, _ annotation: Annotation, _ work: inout Work) throws(PulseError) {
        if !annotation.isEmpty, annotations[id] == nil, annotations.count >= configuration.maximumAnnotations {
            throw PulseError(
                "limit_exceeded", "There are already \(configuration.maximumAnnotations) annotated resources; remove some first.")
        }
        annotations[id] = annotation.isEmpty ? nil : annotation
        if let resource = index.resolve(id), let group = clusterGroups[resource.id] { work.touched.insert(group) }
    }
}
