import CZlib
import PulseCore
import Testing

@testable import PulseNotifications

/// Decodes what `PNGEncoder` wrote, by a reading of its own.
private struct DecodedPNG {
    var width = 0
    var height = 0
    var palette: [[UInt8]] = []
    var pixels: [UInt8] = []

    init(_ bytes: [UInt8]) throws {
        func word(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        var at = 8
        var packed: [UInt8] = []
        var kinds: [String] = []
        while at < bytes.count {
            let length = word(at)
            let kind = String(decoding: bytes[at + 4..<at + 8], as: UTF8.self)
            let content = Array(bytes[at + 8..<at + 8 + length])
            let checked = Array(bytes[at + 4..<at + 8 + length])
            #expect(word(at + 8 + length) == Int(crc32(0, checked, UInt32(checked.count))), "\(kind)")
            kinds.append(kind)
            switch kind {
            case "IHDR":
                (width, height) = (word(at + 8), word(at + 12))
                #expect(Array(content.suffix(5)) == [8, 3, 0, 0, 0])
            case "PLTE": palette = stride(from: 0, to: length, by: 3).map { Array(content[$0..<$0 + 3]) }
            case "IDAT": packed += content
            default: break
            }
            at += 12 + length
        }
        #expect(kinds == ["IHDR", "PLTE", "IDAT", "IEND"])
        var size = uLong((width + 1) * height)
        var rows = [UInt8](repeating: 0, count: Int(size))
        #expect(uncompress(&rows, &size, packed, uLong(packed.count)) == Z_OK)
        for row in 0..<height {
            #expect(rows[row * (width + 1)] == 0)
            pixels += rows[row * (width + 1) + 1..<(row + 1) * (width + 1)]
        }
    }

    func colour(_ x: Int, _ y: Int) -> [UInt8] { palette[Int(pixels[y * width + x])] }
    /// The rows of a column that have exactly this colour.
    func rows(_ x: Int, _ colour: GraphColour) -> [Int] {
        (0..<height).filter { self.colour(x, $0) == [colour.red, colour.green, colour.blue] }
    }
}

@Suite("Graphs")
struct GraphTests {
    @Test func theLineIsWhereTheValuesAre() throws {
        let values: [Double] = [10, 30, 95, 60, 60, 80]
        let image = try #require(GraphImage(Samples.graph(values)))
        let png = try DecodedPNG(try #require(image.png))
        #expect(png.width == 1120 && png.height == 280)
        let plot = GraphImage.plot
        for (index, value) in values.enumerated() {
            let x = plot.left + (plot.right - plot.left) * index / (values.count - 1)
            let column = min(max(x, plot.left + 1), plot.right - 2)
            let rows = png.rows(column, GraphImage.line)
            let y = Double(plot.bottom) - value / 100 * Double(plot.bottom - plot.top)
            let distance = rows.map { abs(Double($0) + 0.5 - y) }.min() ?? 1000
            #expect(distance <= 3, "\(value) at column \(column): \(rows), expected \(y)")
        }
        let trigger = Int((Double(plot.bottom) - 0.9 * Double(plot.bottom - plot.top)).rounded())
        #expect(png.rows(plot.left + 3, GraphImage.trigger) == [trigger, trigger + 1])
    }

    @Test func whatWasNotMeasuredIsNotDrawn() throws {
        var graph = Samples.graph((0..<60).map { _ in 50 }, trigger: nil)
        graph.points.removeSubrange(20..<40)
        let image = try #require(GraphImage(graph))
        let png = try DecodedPNG(try #require(image.png))
        let middle = (GraphImage.plot.left + GraphImage.plot.right) / 2
        #expect(png.rows(middle, GraphImage.line) == [])
        #expect(png.rows(GraphImage.plot.left + 20, GraphImage.line) != [])
    }

    @Test(arguments: [2, 60, 360, 10_000])
    func thePictureStaysSmall(count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        let values = (0..<count).map { _ in Double.random(in: 5...100, using: &random) }
        let png = try #require(GraphImage(Samples.graph(values))?.png)
        #expect(png.count < 12_288, "\(png.count)")
    }

    @Test func aSpikeStays() throws {
        var values = [Double](repeating: 10, count: 20_000)
        values[10_000] = 100
        let image = try #require(GraphImage(Samples.graph(values, trigger: nil)))
        let png = try DecodedPNG(try #require(image.png))
        let middle = (GraphImage.plot.left + GraphImage.plot.right) / 2
        let top = (middle - 3...middle + 3).flatMap { png.rows($0, GraphImage.line) }.min()
        #expect((top ?? 280) <= GraphImage.plot.top + 2)
    }

    @Test(arguments: [[], [50], [.nan, 50], [.infinity, .nan]])
    func tooLittleIsNotDrawn(values: [Double]) { #expect(GraphImage(Samples.graph(values)) == nil) }

    @Test(arguments: [
        ([20, 95], "%", 0, 100), ([38, 71], "°C", 0, 75), ([60, 71], "°C", 60, 72), ([5, 5], "°C", 4, 6), ([0, 0], "B/s", 0, 1),
        ([2_000_000, 81_000_000], "B/s", 0, 100_000_000), ([-10, 10], "", -10, 10), ([120, 140], "%", 120, 140),
    ])
    func scales(values: [Double], unit: String, low: Double, high: Double) {
        let scale = GraphScale(values, unit: unit)
        #expect(scale.low <= low + 1e-9 && scale.high >= values.max() ?? 0, "\(scale)")
        #expect(scale.low < scale.high && (2...9).contains(scale.ticks.count), "\(scale)")
        #expect(scale.high <= high + (high - low) / 2, "\(scale)")
        #expect(values.allSatisfy { (0...1).contains(scale.height($0)) })
    }

    @Test(arguments: [30, 300, 3600, 6 * 3600, 86_400, 30 * 86_400])
    func timesAreRoundAndFew(seconds: Int) {
        let times = GraphScale.times(from: Samples.start + .seconds(7), to: Samples.start + .seconds(7 + seconds))
        #expect((2...7).contains(times.count), "\(times)")
    }

    @Test func everyLabelCanBeWritten() {
        for (value, unit) in [(100.0, "%"), (71.5, "°C"), (12_300_000, "B/s"), (-5, ""), (4_000, "B/s"), (2e12, "bytes")] {
            let text = AlertFigure(value: value, unit: unit).text
            #expect(GraphGlyphs.has(text), "\(text)")
        }
        #expect(GraphGlyphs.rows.values.allSatisfy { $0.count == GraphGlyphs.height && $0.allSatisfy { $0 < 32 } })
        #expect(!GraphGlyphs.has("days"))
    }
}
