/// The name of a member of a JSON object, compared without making a string: `switch key { case "vmid": … }`.
///
/// It points into what is being read, so it is good only inside the closure that it was given to.
public struct JSONKey {
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    @usableFromInline let hasEscapes: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>, hasEscapes: Bool) {
        self.bytes = bytes
        self.hasEscapes = hasEscapes
    }

    /// The name as text.
    public var text: String {
        hasEscapes ? JSONReader.unescaped(bytes) : String(decoding: bytes, as: UTF8.self)
    }

    @inlinable
    public static func ~= (name: StaticString, key: JSONKey) -> Bool {
        if key.hasEscapes { return key.isText(name) }
        let count = name.utf8CodeUnitCount
        guard key.bytes.count == count else { return false }
        let start = name.utf8Start
        for index in 0..<count where start[index] != key.bytes[index] { return false }
        return true
    }

    @usableFromInline
    func isText(_ name: StaticString) -> Bool { name.withUTF8Buffer { text.utf8.elementsEqual($0) } }

    /// The number after the prefix: 3 for `net3` and the prefix `net`. `nil` when there is none.
    public func number(after prefix: StaticString) -> Int? {
        let length = prefix.utf8CodeUnitCount
        guard !hasEscapes, bytes.count > length, bytes.count <= length + 9 else { return nil }
        for index in 0..<length where prefix.utf8Start[index] != bytes[index] { return nil }
        var number = 0
        for byte in bytes[length...] {
            guard byte >= 48, byte <= 57 else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        return number
    }
}
