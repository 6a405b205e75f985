import PulseCore

extension HotResource {
    /// The ticks written after `sequence` as a block in ascending time, each time once.
    ///
    /// - Parameter metrics: the wanted metrics, `nil` for all. Series without a value are left out.
    func block(_ resource: UInt32, after sequence: Int64, metrics: Set<UInt16>? = nil) -> ResourceBlock {
        let first = sequences.firstIndex { $0 > sequence } ?? sequences.count
        if isAscending { return ascendingBlock(resource, from: first, metrics: metrics) }
        // Stable by position: of one time the later arrival stands last.
        let order = (first..<ticks.count).sorted { (ticks[$0], $0) < (ticks[$1], $1) }
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
            let values = runs.map { run in run.reversed().lazy.map { column.values[order[$0]] }.first { !$0.isNaN } ?? .nan }
            guard values.contains(where: { !$0.isNaN }) else { continue }
            block.series.append(SeriesColumn(metric: column.metric, values: values))
        }
        return block
    }

    private func ascendingBlock(_ resource: UInt32, from first: Int, metrics: Set<UInt16>?) -> ResourceBlock {
        var block = ResourceBlock(resource: resource, ticks: Array(ticks[first...]), series: [])
        for column in columns where metrics?.contains(column.metric) ?? true {
            let values = Array(column.values[first...])
            if values.contains(where: { !$0.isNaN }) { block.series.append(SeriesColumn(metric: column.metric, values: values)) }
        }
        return block
    }

    /// The points of one column in a range of time, without a detour over blocks. Only for ascending ticks.
    func points(_ column: Column, in range: ClosedRange<Int64>) -> [HistoryPoint] {
        let (first, end) = (lowerBound(range.lowerBound), lowerBound(range.upperBound + 1))
        var points: [HistoryPoint] = []
        points.reserveCapacity(max(end - first, 0))
        var index = first
        while index < end {
            let value = column.values[index]
            if !value.isNaN {
                points.append(HistoryPoint(timestamp: Timestamp(milliseconds: ticks[index]), value: value, min: value, max: value))
            }
            index += 1
        }
        return points
    }

    /// The position of the first tick that is not before `time`.
    private func lowerBound(_ time: Int64) -> Int {
        var (low, high) = (0, ticks.count)
        while low < high {
            let middle = (low + high) / 2
            if ticks[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
