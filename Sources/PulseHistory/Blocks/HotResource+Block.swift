extension HotResource {
    /// The ticks written after `sequence` as a block in ascending time, each time once.
    ///
    /// - Parameter metrics: the wanted metrics, `nil` for all. Series without a value are left out.
    func block(_ resource: UInt32, after sequence: Int64, metrics: Set<UInt16>? = nil) -> ResourceBlock {
        let first = sequences.firstIndex { $0 > sequence } ?? sequences.count
        var order = Array(first..<ticks.count)
        let isAscending = order.dropFirst().allSatisfy { ticks[$0 - 1] < ticks[$0] }
        // Stable by position: of one time the later arrival stands last.
        if !isAscending { order.sort { (ticks[$0], $0) < (ticks[$1], $1) } }
        var block = ResourceBlock(resource: resource, ticks: [], series: [])
        var runs: [Range<Int>] = []
        for place in order.indices {
            let tick = ticks[order[place]]
            if tick == block.ticks.last {
                runs[runs.count - 1] = runs[runs.count - 1].lowerBound..<place + 1
            } else {
                block.ticks.append(tick)
                runs.append(place..<place + 1)
            }
        }
        for column in columns {
            if let metrics, !metrics.contains(column.metric) { continue }
            let values: [Double] =
                if isAscending {
                    Array(column.values[first...])
                } else {
                    runs.map { run in run.reversed().lazy.map { column.values[order[$0]] }.first { !$0.isNaN } ?? .nan }
                }
            guard values.contains(where: { !$0.isNaN }) else { continue }
            block.series.append(SeriesColumn(metric: column.metric, values: values))
        }
        return block
    }
}
