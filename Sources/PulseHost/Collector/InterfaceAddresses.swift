#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The addresses of the machine's interfaces, asked from the kernel.
enum InterfaceAddresses {
    /// Most addresses kept for one interface.
    static let most = 32

    /// Addresses in CIDR form by interface name; empty when the kernel refuses.
    static func current() -> [String: [String]] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [:] }
        defer { freeifaddrs(list) }
        var answer: [String: [String]] = [:]
        var next = list
        while let entry = next {
            next = entry.pointee.ifa_next
            guard let name = entry.pointee.ifa_name, let address = entry.pointee.ifa_addr else { continue }
            guard let text = cidr(address, mask: entry.pointee.ifa_netmask) else { continue }
            let interface = String(cString: name)
            guard answer[interface, default: []].count < most else { continue }
            answer[interface, default: []].append(text)
        }
        return answer
    }

    private static func cidr(_ address: UnsafeMutablePointer<sockaddr>, mask: UnsafeMutablePointer<sockaddr>?) -> String? {
        let family = Int32(address.pointee.sa_family)
        guard let offset = offset(of: family), let length = length(of: family) else { return nil }
        var text: [CChar] = Array(repeating: 0, count: 64)
        guard inet_ntop(family, UnsafeRawPointer(address) + offset, &text, socklen_t(text.count)) != nil else { return nil }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let name = String(decoding: bytes, as: UTF8.self)
        guard let mask else { return name }
        let maskBytes = UnsafeRawBufferPointer(start: UnsafeRawPointer(mask) + offset, count: length)
        return "\(name)/\(maskBytes.reduce(0) { $0 + $1.nonzeroBitCount })"
    }

    private static func offset(of family: Int32) -> Int? {
        switch family {
        case AF_INET: MemoryLayout<sockaddr_in>.offset(of: \.sin_addr)
        case AF_INET6: MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr)
        default: nil
        }
    }

    private static func length(of family: Int32) -> Int? {
        switch family {
        case AF_INET: 4
        case AF_INET6: 16
        default: nil
        }
    }
}
