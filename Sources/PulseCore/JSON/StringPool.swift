/// Equal texts once: a set of strings that is asked by bytes.
public struct StringPool: Sendable {
    /// Strings up to this many bytes live inside the value, without memory of their own.
    private static let inlineBytes = 15

    private var slots: [String?]
    private var count = 0
    private let most: Int

    /// - Parameter most: When so many texts are held, new ones are made but not kept.
    public init(most: Int = 4096) {
        self.most = most
        slots = Array(repeating: nil, count: 64)
    }

    mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if bytes.count <= Self.inlineBytes { return String(decoding: bytes, as: UTF8.self) }
        let slot = slot(of: bytes)
        if let known = slots[slot] { return known }
        let text = String(decoding: bytes, as: UTF8.self)
        guard count < most else { return text }
        slots[slot] = text
        count += 1
        if count * 2 > slots.count { grow() }
        return text
    }

    /// Where the text is, or would be.
    private func slot(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash ^= hash >> 32
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while let taken = slots[slot], !taken.utf8.elementsEqual(bytes) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: nil, count: old.count * 2)
        for case var text? in old {
            let slot = text.withUTF8 { bytes in self.slot(of: bytes) }
            slots[slot] = text
        }
    }
}
