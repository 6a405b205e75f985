import PulseCore

/// The points of a graph as they are drawn: not more than can be told apart, and apart where nothing was measured.
struct GraphCourse: Sendable {
    struct Point: Sendable, Equatable {
        /// 0 at the start, 1 at the end.
        var position: Double
        var value: Double
    }

    let start: Timestamp
    let end: Timestamp
    /// Points that a line joins.
    private(set) var pieces: [[Point]] = []

    /// - Parameter points: in time order, at least two, with different times at the ends.
    init(_ points: [(at: Timestamp, value: Double)], columns: Int) {
        start = points.first?.at ?? Timestamp(seconds: 0)
        end = points.last?.at ?? start
        let gap = Self.gap(points)
        var piece: [Point] = []
        var last: Timestamp?
        for point in points {
            if let last, point.at.milliseconds - last.milliseconds > gap {
                pieces.append(piece)
                piece = []
            }
            piece.append(Point(position: position(point.at), value: point.value))
            last = point.at
        }
        pieces.append(piece)
        pieces = pieces.map { Self.thinned($0, columns: columns) }
    }

    func position(_ time: Timestamp) -> Double {
        Double(time.milliseconds - start.milliseconds) / Double(max(1, end.milliseconds - start.milliseconds))
    }

    /// Milliseconds from which on nothing is known: several times the usual step.
    private static func gap(_ points: [(at: Timestamp, value: Double)]) -> Int64 {
        let steps = zip(points, points.dropFirst()).map { $1.at.milliseconds - $0.at.milliseconds }.sorted()
        guard steps.count >= 4 else { return .max }
        return max(1000, steps[steps.count / 2] * 4)
    }

    /// Of each column the lowest and the highest point: spikes stay.
    private static func thinned(_ points: [Point], columns: Int) -> [Point] {
        guard points.count > 2 * columns else { return points }
        var result: [Point] = []
        var rest = points[...]
        while let first = rest.first {
            let column = Int(first.position * Double(columns))
            let here = rest.prefix { Int($0.position * Double(columns)) == column }
            rest = rest.dropFirst(here.count)
            let extremes = [here.min { $0.value < $1.value }, here.max { $0.value < $1.value }].compactMap(\.self)
            for point in extremes.sorted(by: { $0.position < $1.position }) where point != result.last { result.append(point) }
        }
        return result
    }
}
