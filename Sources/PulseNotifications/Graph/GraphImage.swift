import PulseCore

/// Draws the course of a metric for a mail: 560 × 140 points at two pixels each.
struct GraphImage: Sendable {
    static let width = 1120
    static let height = 280
    /// Where the course is drawn; the labels stand around it.
    static let plot = (left: 158, top: 18, right: 1104, bottom: 222)
    static let line = GraphColour(0x2f6fd0)
    static let trigger = GraphColour(0xc62828)
    private static let background = GraphColour(0xffffff)
    private static let grid = GraphColour(0xe3e8ee)
    private static let ink = GraphColour(0x5b6875)
    private static let textScale = 3
    private static let mostLabels = 7
    private static let mostBytes = 12_288
    /// How finely the course is drawn, the finest first; each column shows its lowest and its highest value.
    private static let columns = [473, 240, 120, 60, 30, 15]

    private let graph: MetricGraph
    private let points: [(at: Timestamp, value: Double)]
    let scale: GraphScale

    /// `nil` when there is nothing to draw: less than two known values.
    init?(_ graph: MetricGraph) {
        let points = graph.points.filter(\.value.isFinite)
        guard let first = points.first, let last = points.last, points.count >= 2, first.at < last.at else { return nil }
        self.graph = graph
        scale = GraphScale(points.map(\.value) + [graph.trigger].compactMap(\.self), unit: graph.unit)
        self.points = points
    }

    /// The picture, under 12 KB: of values that jump wildly, fewer are drawn. `nil` only when it cannot be packed.
    var png: [UInt8]? {
        var best: [UInt8]?
        for columns in Self.columns {
            guard let png = PNGEncoder.png(drawn(columns: columns)) else { return best }
            best = png
            if png.count < Self.mostBytes { break }
        }
        return best
    }

    private func drawn(columns: Int) -> GraphCanvas {
        let course = GraphCourse(points, columns: columns)
        var canvas = GraphCanvas(width: Self.width, height: Self.height, background: Self.background)
        let pieces = course.pieces.map { $0.map { (x: x($0.position), y: y($0.value)) } }
        for piece in pieces { fill(piece, &canvas) }
        drawGrid(course, &canvas)
        drawTrigger(&canvas)
        var pen = GraphPen(width: Self.width, height: Self.height, radius: 2)
        for piece in pieces { pen.draw(piece) }
        pen.apply(Self.line, to: &canvas)
        return canvas
    }

    /// The place of a value, in pixels from the top.
    func y(_ value: Double) -> Double {
        Double(Self.plot.bottom) - scale.height(value) * Double(Self.plot.bottom - Self.plot.top)
    }

    private func x(_ position: Double) -> Double { Double(Self.plot.left) + position * Double(Self.plot.right - Self.plot.left) }

    /// Soft colour between the line and the bottom, fainter further down.
    private func fill(_ piece: [(x: Double, y: Double)], _ canvas: inout GraphCanvas) {
        for (from, to) in zip(piece, piece.dropFirst()) {
            let columns = Int(from.x.rounded(.up))..<max(Int(from.x.rounded(.up)), Int(to.x.rounded(.up)))
            for column in columns {
                let part = to.x > from.x ? (Double(column) - from.x) / (to.x - from.x) : 0
                let top = Int((from.y + (to.y - from.y) * part).rounded())
                for row in top..<max(top, Self.plot.bottom) { canvas.paint(column, row, Self.shade(row)) }
            }
        }
    }

    private static func shade(_ row: Int) -> GraphColour {
        let bands = 8
        let band = (row - plot.top) * bands / (plot.bottom - plot.top + 1)
        func mix(_ full: UInt8) -> UInt8 { UInt8(255 - (255 - Int(full)) * (3 * bands - 2 * band) / (10 * bands)) }
        var colour = line
        colour.red = mix(line.red)
        colour.green = mix(line.green)
        colour.blue = mix(line.blue)
        return colour
    }

    private func drawGrid(_ course: GraphCourse, _ canvas: inout GraphCanvas) {
        for tick in scale.ticks {
            let row = Int(y(tick).rounded())
            canvas.fill(Self.plot.left..<Self.plot.right, row..<row + 2, Self.grid)
            let text = label(tick)
            let left = Self.plot.left - 12 - GraphGlyphs.width(of: text) * Self.textScale
            canvas.write(text, x: left, y: row + 1 - GraphGlyphs.height * Self.textScale / 2, scale: Self.textScale, Self.ink)
        }
        for time in GraphScale.times(from: course.start, to: course.end).prefix(Self.mostLabels) {
            let middle = Int(x(course.position(time)).rounded())
            canvas.fill(middle..<middle + 2, Self.plot.bottom..<Self.plot.bottom + 8, Self.ink)
            let text = String(time.rfc3339.dropFirst(11).prefix(course.end.since(course.start) < .seconds(300) ? 8 : 5))
            let width = GraphGlyphs.width(of: text) * Self.textScale
            let left = min(max(middle - width / 2, 0), Self.width - width - 2)
            canvas.write(text, x: left, y: Self.plot.bottom + 24, scale: Self.textScale, Self.ink)
        }
        canvas.write("UTC", x: 8, y: Self.plot.bottom + 24, scale: Self.textScale, Self.ink)
    }

    /// The figure with its unit where that can be written.
    private func label(_ value: Double) -> String {
        let whole = AlertFigure(value: value, unit: graph.unit).text
        return GraphGlyphs.has(whole) && whole.count <= 8 ? whole : AlertFigure(value: value, unit: "").text
    }

    private func drawTrigger(_ canvas: inout GraphCanvas) {
        guard let trigger = graph.trigger else { return }
        let row = Int(y(trigger).rounded())
        for start in stride(from: Self.plot.left, to: Self.plot.right, by: 16) {
            canvas.fill(start..<min(start + 10, Self.plot.right), row..<row + 2, Self.trigger)
        }
    }
}
