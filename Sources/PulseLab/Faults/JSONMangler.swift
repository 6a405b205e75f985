/// Changes the numbers of JSON text into what some versions and proxies send instead.
enum JSONMangler {
    /// Every number as text.
    static func quoted(_ json: [UInt8]) -> [UInt8] {
        rewritten(json) { number, _, output in
            output.append(UInt8(ascii: "\""))
            output.append(contentsOf: number)
            output.append(UInt8(ascii: "\""))
        }
    }

    /// `null` for every `step`th number, the first included.
    static func nulled(_ json: [UInt8], every step: Int) -> [UInt8] {
        rewritten(json) { number, count, output in
            if count % max(step, 1) == 0 {
                output.append(contentsOf: Array("null".utf8))
            } else {
                output.append(contentsOf: number)
            }
        }
    }

    private static func rewritten(_ json: [UInt8], _ write: (ArraySlice<UInt8>, Int, inout [UInt8]) -> Void) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(json.count * 5 / 4)
        var index = 0
        var count = 0
        var isText = false
        while index < json.count {
            let byte = json[index]
            if isText {
                output.append(byte)
                index += 1
                if byte == UInt8(ascii: "\\"), index < json.count {
                    output.append(json[index])
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
            } else if byte == UInt8(ascii: "-") || (48...57).contains(byte) {
                let end = json[index...].firstIndex { !isNumeric($0) } ?? json.count
                write(json[index..<end], count, &output)
                count += 1
                index = end
            } else {
                isText = byte == UInt8(ascii: "\"")
                output.append(byte)
                index += 1
            }
        }
        return output
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || [43, 45, 46, 69, 101].contains(byte)
    }
}
