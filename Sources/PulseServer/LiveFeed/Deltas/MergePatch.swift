/// An RFC 7386 merge patch from one encoded resource to the next.
struct MergePatch: Sendable, Equatable {
    /// The patch, an object that always holds `id`.
    let bytes: [UInt8]
    /// Nothing changed but the signs of life: when something was last seen and how long it runs.
    let isHeartbeat: Bool

    /// Keys whose change alone is not worth a frame of its own.
    private static let heartbeatKeys: [[UInt8]] = [#""lastSeen""#, #""uptime""#, #""uptimeSeconds""#, #""lastReportAt""#].map {
        Array($0.utf8)
    }

    /// The patch between two encoded objects that hold no `null`; `nil` when they are equal.
    init?(from old: [UInt8], to new: [UInt8]) {
        guard old != new else { return nil }
        var difference = Difference(heartbeatKeys: Self.heartbeatKeys)
        difference.write(from: 0..<old.count, of: old.span, to: 0..<new.count, of: new.span, isTop: true)
        bytes = difference.bytes
        isHeartbeat = !difference.isSignificant
    }
}

/// Walks two objects side by side and writes what differs.
private struct Difference {
    let heartbeatKeys: [[UInt8]]
    var bytes: [UInt8] = []
    var isSignificant = false

    init(heartbeatKeys: [[UInt8]]) { self.heartbeatKeys = heartbeatKeys }

    mutating func write(from oldRange: Range<Int>, of old: Span<UInt8>, to newRange: Range<Int>, of new: Span<UInt8>, isTop: Bool) {
        let before = JSONMembers(of: oldRange, in: old).members
        let after = JSONMembers(of: newRange, in: new).members
        bytes.append(UInt8(ascii: "{"))
        var matched = [Bool](repeating: false, count: before.count)
        var hint = 0
        for (position, member) in after.enumerated() {
            let index = Self.find(member.key, new, in: before, old, hint)
            if let index {
                matched[index] = true
                hint = index + 1
                let keepsIdentity = isTop && position == 0
                if keepsIdentity || !Self.equal(before[index].value, old, member.value, new) {
                    writeChange(before[index].value, old, member, new, isIdentity: keepsIdentity)
                }
            } else {
                isSignificant = true
                writeKey(member.key, new)
                append(member.value, new)
            }
        }
        for (index, member) in before.enumerated() where !matched[index] {
            isSignificant = true
            writeKey(member.key, old)
            bytes.append(contentsOf: [0x6E, 0x75, 0x6C, 0x6C])
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func writeChange(
        _ oldValue: Range<Int>, _ old: Span<UInt8>, _ member: JSONMembers.Member, _ new: Span<UInt8>, isIdentity: Bool
    ) {
        writeKey(member.key, new)
        let object = UInt8(ascii: "{")
        guard old[oldValue.lowerBound] == object, new[member.value.lowerBound] == object else {
            if !isIdentity, !heartbeatKeys.contains(where: { Self.equal($0, member.key, new) }) { isSignificant = true }
            return append(member.value, new)
        }
        write(from: oldValue, of: old, to: member.value, of: new, isTop: false)
    }

    private mutating func writeKey(_ key: Range<Int>, _ source: Span<UInt8>) {
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        append(key, source)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func append(_ range: Range<Int>, _ source: Span<UInt8>) {
        source.extracting(range).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    /// Members come in the same order nearly always, so the search starts where the last one ended.
    private static func find(
        _ key: Range<Int>, _ source: Span<UInt8>, in members: [JSONMembers.Member], _ bytes: Span<UInt8>, _ hint: Int
    ) -> Int? {
        for offset in members.indices {
            let index = (hint + offset) % members.count
            if equal(members[index].key, bytes, key, source) { return index }
        }
        return nil
    }

    private static func equal(_ left: Range<Int>, _ old: Span<UInt8>, _ right: Range<Int>, _ new: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return old.extracting(left).withUnsafeBufferPointer { first in
            new.extracting(right).withUnsafeBufferPointer { first.elementsEqual($0) }
        }
    }

    private static func equal(_ text: [UInt8], _ range: Range<Int>, _ source: Span<UInt8>) -> Bool {
        guard text.count == range.count else { return false }
        return source.extracting(range).withUnsafeBufferPointer { $0.elementsEqual(text) }
    }
}
