/// The first bytes of a coded column: how its values became integers and how they are predicted.
struct ColumnHead: Equatable {
    enum Form: Equatable {
        /// All values are this one.
        case constant(Double)
        case quantized(Quantizer, Predictor)
        /// No short decimal form: bit patterns.
        case bits
    }

    var form: Form
    var hasGaps: Bool

    func write(to writer: inout ByteWriter) {
        let gaps: UInt8 = hasGaps ? 16 : 0
        switch form {
        case .constant(let value):
            writer.byte(gaps)
            CompactValue.write(value, to: &writer)
        case .quantized(.decimal(let places), let predictor):
            writer.byte(gaps | 1 | predictor.rawValue << 2)
            writer.byte(UInt8(places))
        case .quantized(.significant(let lowest), let predictor):
            writer.byte(gaps | 2 | predictor.rawValue << 2)
            writer.byte(UInt8(bitPattern: Int8(lowest)))
        case .bits:
            writer.byte(gaps | 3)
        }
    }

    static func read(from reader: inout ByteReader) throws(DamagedBlock) -> ColumnHead {
        let byte = try reader.byte()
        guard byte < 32, let predictor = Predictor(rawValue: (byte >> 2) & 3) else { throw DamagedBlock() }
        let hasGaps = byte & 16 != 0
        switch byte & 3 {
        case 0: return ColumnHead(form: .constant(try CompactValue.read(from: &reader)), hasGaps: hasGaps)
        case 1:
            let places = try reader.byte()
            guard places <= 6 else { throw DamagedBlock() }
            return ColumnHead(form: .quantized(.decimal(places: Int(places)), predictor), hasGaps: hasGaps)
        case 2:
            let lowest = Int(Int8(bitPattern: try reader.byte()))
            return ColumnHead(form: .quantized(.significant(lowest: lowest), predictor), hasGaps: hasGaps)
        default: return ColumnHead(form: .bits, hasGaps: hasGaps)
        }
    }
}
