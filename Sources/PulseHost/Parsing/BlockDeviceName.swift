/// Knows from a kernel name what kind of block device it is.
enum BlockDeviceName {
    /// Whether the name is that of a whole, real disk: no partition, no loop, RAM, optical, md, device mapper or ZFS volume.
    static func isWholeDisk(_ name: String) -> Bool {
        let bytes = name.utf8
        for letters in ["sd", "vd", "hd", "xvd"] where name.hasPrefix(letters) {
            let rest = bytes.dropFirst(letters.utf8.count)
            return !rest.isEmpty && rest.allSatisfy(isLetter)
        }
        if name.hasPrefix("nvme") { return isNumbered(bytes.dropFirst(4), separator: UInt8(ascii: "n")) }
        if name.hasPrefix("mmcblk") { return isNumber(bytes.dropFirst(6)) }
        if name.hasPrefix("dasd") { return bytes.count > 4 && bytes.dropFirst(4).allSatisfy(isLetter) }
        if name.hasPrefix("pmem") { return isNumber(bytes.dropFirst(4)) }
        return false
    }

    /// `3n1`: two numbers around a letter; partitions (`3n1p2`) and hidden paths (`3c0n1`) have more.
    private static func isNumbered(_ bytes: Substring.UTF8View, separator: UInt8) -> Bool {
        let parts = bytes.split(separator: separator, omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { isNumber($0) }
    }

    private static func isNumber(_ bytes: Substring.UTF8View) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
