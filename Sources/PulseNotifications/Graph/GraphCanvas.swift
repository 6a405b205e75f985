/// A colour without transparency.
struct GraphColour: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    init(_ rgb: UInt32) {
        red = UInt8(truncatingIfNeeded: rgb >> 16)
        green = UInt8(truncatingIfNeeded: rgb >> 8)
        blue = UInt8(truncatingIfNeeded: rgb)
    }

    /// This colour with so many quarters of another over it.
    func covered(by other: GraphColour, quarters: Int) -> GraphColour {
        func mix(_ below: UInt8, _ above: UInt8) -> UInt8 { UInt8((Int(below) * (4 - quarters) + Int(above) * quarters + 2) / 4) }
        var result = self
        result.red = mix(red, other.red)
        result.green = mix(green, other.green)
        result.blue = mix(blue, other.blue)
        return result
    }
}

/// Pixels with a palette. Colours mix in steps of a quarter, so that few come to be and the picture packs well.
struct GraphCanvas: Sendable {
    let width: Int
    let height: Int
    /// An index of the palette for each pixel, row by row.
    private(set) var pixels: [UInt8]
    private(set) var palette: [GraphColour]
    private var indexes: [GraphColour: UInt8]

    init(width: Int, height: Int, background: GraphColour) {
        self.width = width
        self.height = height
        pixels = [UInt8](repeating: 0, count: width * height)
        palette = [background]
        indexes = [background: 0]
    }

    /// Puts a colour on a pixel; outside the picture nothing happens.
    mutating func paint(_ x: Int, _ y: Int, _ colour: GraphColour, quarters: Int = 4) {
        guard quarters > 0, (0..<width).contains(x), (0..<height).contains(y) else { return }
        let place = y * width + x
        let mixed = quarters >= 4 ? colour : palette[Int(pixels[place])].covered(by: colour, quarters: quarters)
        pixels[place] = index(of: mixed)
    }

    mutating func fill(_ x: Range<Int>, _ y: Range<Int>, _ colour: GraphColour) {
        for row in y { for column in x { paint(column, row, colour) } }
    }

    /// The palette holds 256 colours; the 257th is drawn as the nearest of them.
    private mutating func index(of colour: GraphColour) -> UInt8 {
        if let known = indexes[colour] { return known }
        guard palette.count < 256 else { return nearest(to: colour) }
        let index = UInt8(palette.count)
        palette.append(colour)
        indexes[colour] = index
        return index
    }

    private func nearest(to colour: GraphColour) -> UInt8 {
        func distance(_ other: GraphColour) -> Int {
            abs(Int(colour.red) - Int(other.red)) + abs(Int(colour.green) - Int(other.green)) + abs(Int(colour.blue) - Int(other.blue))
        }
        let found = palette.indices.min { distance(palette[$0]) < distance(palette[$1]) } ?? 0
        return UInt8(found)
    }
}
