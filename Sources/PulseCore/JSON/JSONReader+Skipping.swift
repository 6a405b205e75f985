extension JSONReader {
    /// Passes over the value that comes next, whatever it holds.
    public mutating func skip() throws(JSONFailure) {
        let outer = depth
        repeat {
            switch try kind() {
            case .object, .array: try open()
            case .string:
                position += 1
                _ = try scanString()
            case .boolean: _ = try word()
            case .null: position += 4
            case .number: _ = try scanNumber()
            }
            try settle(to: outer)
        } while depth > outer
    }

    /// Steps into an object or array. Which of the two is kept on `openObjects`, one bit for each level.
    private mutating func open() throws(JSONFailure) {
        guard depth < Self.mostDepth else { throw JSONFailure(.tooDeep, at: position) }
        let isObject = bytes[position] == UInt8(ascii: "{")
        let bit = UInt64(1) << UInt64(depth)
        openObjects = isObject ? openObjects | bit : openObjects & ~bit
        depth += 1
        position += 1
        justOpened = true
    }

    /// Goes on to the next value, closing what ends here.
    private mutating func settle(to outer: Int) throws(JSONFailure) {
        while depth > outer {
            let isObject = openObjects & (UInt64(1) << UInt64(depth - 1)) != 0
            let first = justOpened
            justOpened = false
            if first ? accept(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) : !accept(UInt8(ascii: ",")) {
                if !first { try expect(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) }
                depth -= 1
                continue
            }
            if isObject {
                try expect(UInt8(ascii: "\""))
                _ = try scanString()
                try expect(UInt8(ascii: ":"))
            }
            return
        }
    }

    /// `true` or `false`.
    mutating func word() throws(JSONFailure) -> Bool {
        if isWord("true") {
            position += 4
            return true
        }
        guard isWord("false") else { throw JSONFailure(.syntax, at: position) }
        position += 5
        return false
    }
}
