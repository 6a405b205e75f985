/// A typeface of 5 × 7 dots for figures, units and times; each glyph from the top, its rows' bits from the left.
enum GraphGlyphs {
    static let width = 5
    static let height = 7
    /// From one glyph to the next.
    static let advance = 6

    /// Whether the text can be written.
    static func has(_ text: String) -> Bool { text.allSatisfy { rows[$0] != nil } }

    static func width(of text: String) -> Int { max(0, text.count * advance - 1) }

    static let rows: [Character: [UInt8]] = [
        " ": [0, 0, 0, 0, 0, 0, 0],
        "0": [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        "1": [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        "2": [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        "3": [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110],
        "4": [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        "5": [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        "6": [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        "7": [0b11111, 0b00001, 0b00010, 0b00100, 0b00100, 0b01000, 0b01000],
        "8": [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        "9": [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
        ".": [0, 0, 0, 0, 0, 0b01100, 0b01100],
        ":": [0, 0b00100, 0b00100, 0, 0b00100, 0b00100, 0],
        "-": [0, 0, 0, 0b01110, 0, 0, 0],
        "/": [0b00001, 0b00010, 0b00010, 0b00100, 0b01000, 0b01000, 0b10000],
        "%": [0b11001, 0b11010, 0b00010, 0b00100, 0b01000, 0b01011, 0b10011],
        "°": [0b01100, 0b10010, 0b10010, 0b01100, 0, 0, 0],
        "B": [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110],
        "C": [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110],
        "G": [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01111],
        "M": [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        "T": [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        "U": [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        "k": [0b10000, 0b10000, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010],
        "s": [0, 0, 0b01111, 0b10000, 0b01110, 0b00001, 0b11110],
    ]
}

extension GraphCanvas {
    /// Writes text with its upper left corner at a place, each dot as a square of `scale` pixels. Unknown characters are left out.
    mutating func write(_ text: String, x: Int, y: Int, scale: Int, _ colour: GraphColour) {
        var left = x
        for character in text {
            for (row, bits) in (GraphGlyphs.rows[character] ?? []).enumerated() {
                for column in 0..<GraphGlyphs.width where bits >> UInt8(GraphGlyphs.width - 1 - column) & 1 == 1 {
                    let (dotX, dotY) = (left + column * scale, y + row * scale)
                    fill(dotX..<dotX + scale, dotY..<dotY + scale, colour)
                }
            }
            left += GraphGlyphs.advance * scale
        }
    }
}
