/// Largest-triangle-three-buckets: keeps first and last point and, of each bucket between, the point that
/// spans the largest triangle with its neighbours. Spikes survive where an average would flatten them.
public enum LargestTriangle {
    /// At most `count` of `points`, which must be in ascending time; all of them when there are no more.
    /// Fewer than three wanted points give the first and the last.
    public static func downsample(_ points: [HistoryPoint], to count: Int) -> [HistoryPoint] {
        guard points.count > max(count, 0), let first = points.first, let last = points.last else { return points }
        guard count >= 3 else { return count <= 0 ? [] : count == 1 ? [last] : [first, last] }
        var chosen = [first]
        chosen.reserveCapacity(count)
        let width = Double(points.count - 2) / Double(count - 2)
        var anchor = first
        for bucket in 0..<(count - 2) {
            let lower = Int(Double(bucket) * width) + 1
            let upper = min(Int(Double(bucket + 1) * width) + 1, points.count - 1)
            let nextUpper = min(Int(Double(bucket + 2) * width) + 1, points.count)
            let (nextTime, nextValue) = center(points[upper..<max(nextUpper, upper + 1)])
            let anchorTime = Double(anchor.timestamp.milliseconds)
            var best = points[lower]
            var bestArea = -1.0
            for point in points[lower..<max(upper, lower + 1)] {
                let left = (anchorTime - nextTime) * (point.value - anchor.value)
                let right = (anchorTime - Double(point.timestamp.milliseconds)) * (nextValue - anchor.value)
                let area = abs(left - right)
                if area > bestArea {
                    bestArea = area
                    best = point
                }
            }
            chosen.append(best)
            anchor = best
        }
        chosen.append(last)
        return chosen
    }

    private static func center(_ points: ArraySlice<HistoryPoint>) -> (time: Double, value: Double) {
        var time = 0.0
        var value = 0.0
        for point in points {
            time += Double(point.timestamp.milliseconds)
            value += point.value
        }
        return (time / Double(points.count), value / Double(points.count))
    }
}
