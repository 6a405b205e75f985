/// Reads JSON value by value, straight into typed fields: no tree, no boxing.
///
/// Made for the large answers of platforms that change the types of their fields between versions: every read is lenient,
/// and a value of another kind is passed over and answered as `nil` or `false`, so that one wrong field costs that field
/// only. Text that is no JSON is an error with its position.
///
///     let names = try JSONReader.read(bytes) { reader throws(JSONFailure) in
///         var names: [String] = []
///         try reader.array { reader throws(JSONFailure) in
///             try reader.object { key, reader throws(JSONFailure) in
///                 if case "name" = key, let name = try reader.string() { names.append(name) }
///             }
///         }
///         return names
///     }
public struct JSONReader: ~Copyable {
    /// Objects and arrays may be nested this deeply.
    public static let mostDepth = 64

    public enum Kind: Sendable { case object, array, string, number, boolean, null }

    let bytes: UnsafeBufferPointer<UInt8>
    let end: Int
    /// Offset of the next byte.
    public internal(set) var position = 0
    var depth = 0
    /// What `skip` has stepped into: a bit for each level, set for an object.
    var openObjects: UInt64 = 0
    /// `skip` has just stepped in, so that an end may come at once.
    var justOpened = false

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        end = bytes.count
    }

    /// Reads the one value that the bytes hold. What `body` leaves of it is passed over, but checked.
    public static func read<Result>(
        _ bytes: [UInt8], _ body: (inout JSONReader) throws(JSONFailure) -> Result
    ) throws(JSONFailure) -> Result {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFailure) -> Result in
            var reader = JSONReader(buffer)
            let result = try reader.consuming(body)
            reader.skipSpace()
            guard reader.position == reader.end else { throw JSONFailure(.trailing, at: reader.position) }
            return result
        }
    }

    /// What comes next, without reading it.
    public mutating func kind() throws(JSONFailure) -> Kind {
        skipSpace()
        guard position < end else { throw JSONFailure(.truncated, at: position) }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return isWord("null") ? .null : .number
        default: return .number
        }
    }

    /// Visits the members of the object that comes next. A member whose value `each` does not read is passed over.
    ///
    /// - Returns: `false` when the value is no object; it has been passed over then.
    @discardableResult
    public mutating func object(
        _ each: (JSONKey, inout JSONReader) throws(JSONFailure) -> Void
    ) throws(JSONFailure) -> Bool {
        guard try enter(.object) else { return false }
        if accept(UInt8(ascii: "}")) {
            depth -= 1
            return true
        }
        repeat {
            let key = try key()
            try expect(UInt8(ascii: ":"))
            skipSpace()
            let start = position
            try each(key, &self)
            if position == start { try skip() }
        } while accept(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        depth -= 1
        return true
    }

    /// Visits the elements of the array that comes next. An element that `each` does not read is passed over.
    ///
    /// - Returns: `false` when the value is no array; it has been passed over then.
    @discardableResult
    public mutating func array(_ each: (inout JSONReader) throws(JSONFailure) -> Void) throws(JSONFailure) -> Bool {
        guard try enter(.array) else { return false }
        if accept(UInt8(ascii: "]")) {
            depth -= 1
            return true
        }
        repeat {
            skipSpace()
            let start = position
            try each(&self)
            if position == start { try skip() }
        } while accept(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        depth -= 1
        return true
    }
}

extension JSONReader {
    private mutating func consuming<Result>(
        _ body: (inout JSONReader) throws(JSONFailure) -> Result
    ) throws(JSONFailure) -> Result {
        skipSpace()
        let start = position
        let result = try body(&self)
        if position == start { try skip() }
        return result
    }

    /// Steps into the value if it is of the kind, else passes over it.
    private mutating func enter(_ wanted: Kind) throws(JSONFailure) -> Bool {
        guard try kind() == wanted else {
            try skip()
            return false
        }
        guard depth < Self.mostDepth else { throw JSONFailure(.tooDeep, at: position) }
        depth += 1
        position += 1
        return true
    }

    private mutating func key() throws(JSONFailure) -> JSONKey {
        try expect(UInt8(ascii: "\""))
        let (range, hasEscapes) = try scanString()
        return JSONKey(UnsafeBufferPointer(rebasing: bytes[range]), hasEscapes: hasEscapes)
    }

    mutating func skipSpace() {
        while position < end {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position &+= 1
        }
    }

    mutating func accept(_ byte: UInt8) -> Bool {
        skipSpace()
        guard position < end, bytes[position] == byte else { return false }
        position &+= 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(JSONFailure) {
        if accept(byte) { return }
        throw JSONFailure(position < end ? .syntax : .truncated, at: position)
    }

    /// Whether these letters come next and no further one.
    func isWord(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard end - position >= count else { return false }
        for index in 0..<count where bytes[position + index] != word.utf8Start[index] { return false }
        guard position + count < end else { return true }
        let next = bytes[position + count] | 0x20
        return next < UInt8(ascii: "a") || next > UInt8(ascii: "z")
    }
}
