import CZlib

/// Writes a canvas as a PNG with a palette.
enum PNGEncoder {
    static func png(_ canvas: GraphCanvas) -> [UInt8]? {
        var rows: [UInt8] = []
        rows.reserveCapacity((canvas.width + 1) * canvas.height)
        for row in 0..<canvas.height {
            // No filter: with a palette, neighbours in number are none in colour.
            rows.append(0)
            rows += canvas.pixels[row * canvas.width..<(row + 1) * canvas.width]
        }
        guard let packed = packed(rows) else { return nil }
        let palette = canvas.palette.flatMap { [$0.red, $0.green, $0.blue] }
        let head = word(canvas.width) + word(canvas.height) + [8, 3, 0, 0, 0]
        let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        return signature + chunk("IHDR", head) + chunk("PLTE", palette) + chunk("IDAT", packed) + chunk("IEND", [])
    }

    private static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        var size = compressBound(uLong(bytes.count))
        var result = [UInt8](repeating: 0, count: Int(size))
        guard compress2(&result, &size, bytes, uLong(bytes.count), 9) == Z_OK else { return nil }
        return Array(result.prefix(Int(size)))
    }

    private static func chunk(_ type: StaticString, _ content: [UInt8]) -> [UInt8] {
        let body = Array("\(type)".utf8) + content
        return word(content.count) + body + word(Int(CRC.checksum(body)))
    }

    private static func word(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

/// The checksum of PNG's chunks, ISO 3309.
private enum CRC {
    private static let table: [UInt32] = (0..<256).map { start in
        var value = UInt32(start)
        for _ in 0..<8 { value = value & 1 == 1 ? 0xedb8_8320 ^ value >> 1 : value >> 1 }
        return value
    }

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 255)] ^ $0 >> 8 }
    }
}
