/// A round pen with soft edges: collects how much of each pixel the lines cover, so that joints are not drawn twice.
struct GraphPen: Sendable {
    private let width: Int
    private let height: Int
    private let radius: Double
    /// In quarters.
    private var coverage: [UInt8]

    init(width: Int, height: Int, radius: Double) {
        self.width = width
        self.height = height
        self.radius = radius
        coverage = [UInt8](repeating: 0, count: width * height)
    }

    /// Joins the points.
    mutating func draw(_ points: [(x: Double, y: Double)]) {
        if points.count == 1 { draw(from: points[0], to: points[0]) }
        for (from, to) in zip(points, points.dropFirst()) { draw(from: from, to: to) }
    }

    private mutating func draw(from: (x: Double, y: Double), to: (x: Double, y: Double)) {
        let reach = radius + 1
        let columns = clamped(min(from.x, to.x) - reach, max(from.x, to.x) + reach, width)
        let rows = clamped(min(from.y, to.y) - reach, max(from.y, to.y) + reach, height)
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let square = dx * dx + dy * dy
        for row in rows {
            for column in columns {
                // Pixels are judged by their middle.
                let (px, py) = (Double(column) + 0.5 - from.x, Double(row) + 0.5 - from.y)
                let part = square > 0 ? min(max((px * dx + py * dy) / square, 0), 1) : 0
                let (ex, ey) = (px - part * dx, py - part * dy)
                let distance = (ex * ex + ey * ey).squareRoot()
                let covered = min(max(radius + 0.5 - distance, 0), 1)
                let quarters = UInt8((covered * 4).rounded())
                let place = row * width + column
                if quarters > coverage[place] { coverage[place] = quarters }
            }
        }
    }

    private func clamped(_ low: Double, _ high: Double, _ limit: Int) -> Range<Int> {
        let first = min(max(Int(low.rounded(.down)), 0), limit)
        return first..<max(first, min(Int(high.rounded(.up)), limit))
    }

    /// Puts what was drawn onto a canvas.
    func apply(_ colour: GraphColour, to canvas: inout GraphCanvas) {
        for row in 0..<height {
            for column in 0..<width {
                let quarters = coverage[row * width + column]
                if quarters > 0 { canvas.paint(column, row, colour, quarters: Int(quarters)) }
            }
        }
    }
}
