/// Makes JSON of what `sensors -j` prints: releases of lm-sensors put complaints around it, and a comma behind the last member where
/// a reading failed.
enum SensorOutput {
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Without spaces around it; from the first brace to the last where there are any.
    static func trimmed(_ output: [UInt8]) -> [UInt8] {
        if let start = output.firstIndex(of: UInt8(ascii: "{")), let end = output.lastIndex(of: UInt8(ascii: "}")), start < end {
            return Array(output[start...end])
        }
        let head = output.drop(while: isSpace)
        return Array(head.reversed().drop(while: isSpace).reversed())
    }

    /// Without commas before a closing brace.
    static func repaired(_ json: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(json.count)
        var isInText = false
        var isEscaped = false
        for byte in json {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInText = true
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                dropComma(&out)
            }
            out.append(byte)
        }
        return out
    }

    private static func dropComma(_ out: inout [UInt8]) {
        guard let last = out.lastIndex(where: { !isSpace($0) }), out[last] == UInt8(ascii: ",") else { return }
        out.remove(at: last)
    }
}
