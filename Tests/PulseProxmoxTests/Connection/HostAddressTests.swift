import PulseProxmox
import Testing

struct HostAddressTests {
    @Test(arguments: [
        ("pve1", "https://pve1:8006"), ("  pve1  ", "https://pve1:8006"), ("PVE1.Example.", "https://pve1.example:8006"),
        ("HTTPS://pve1/", "https://pve1:8006"), ("http://pve1", "http://pve1:8006"), ("pve1:443", "https://pve1:443"),
        ("https://root:pw@pve1:1/api2/json?x=1#y", "https://pve1:1"), ("192.0.2.1", "https://192.0.2.1:8006"),
        ("192.0.2.1:65535", "https://192.0.2.1:65535"), ("[2001:DB8:0::1]", "https://[2001:db8::1]:8006"),
        ("2001:db8::1", "https://[2001:db8::1]:8006"), ("https://[::1]:8443/x", "https://[::1]:8443"), ("3com", "https://3com:8006"),
        ("pve1?x=a@b", "https://pve1:8006"), ("a@b", "https://b:8006"),
    ])
    func normalises(text: String, expected: String) throws {
        let address = try HostAddress(text, product: .pve)
        #expect(address.description == expected)
        #expect(try HostAddress(expected, product: .pve) == address, "what is normalised stays as it is")
    }

    @Test(arguments: [
        ("", HostAddressFault.missing), ("   ", .missing), ("ftp://pve1", .format), ("https://", .format), ("pve 1", .format),
        ("https:///x", .format), ("[::zz]:8006", .ipv6), ("https://[::zz]:8006", .ipv6), ("[::1", .ipv6), ("[::1]8006", .ipv6),
        ("1:2:3", .ipv6), ("[192.0.2.1]", .ipv6), ("fe80::1%eth0", .ipv6), ("256.1.1.1", .ipv4), ("192.0.2", .ipv4), ("1.2.3.4.5", .ipv4),
        ("-a", .hostname), ("a-", .hostname), ("a..b", .hostname), ("a_b", .hostname), ("müller", .hostname), (":8006", .hostname),
        (String(repeating: "a", count: 64), .hostname), (String(repeating: "a.", count: 127) + "a", .hostname), ("pve1.4", .hostname),
        ("pve1:", .port), ("pve1:0", .port), ("pve1:65536", .port), ("pve1:+80", .port), ("pve1:8o", .port),
        ("pve1:99999999999999999999", .port),
    ])
    func refuses(text: String, fault: HostAddressFault) {
        #expect(throws: fault) { try HostAddress(text, product: .pve) }
    }

    @Test func textsAndCodesAreThoseOfTheContract() {
        #expect(
            HostAddressFault.allCases.map(\.message) == [
                "Host is required", "Invalid host format", "Invalid IPv6 address", "Invalid IP address", "Invalid hostname",
                "Invalid port number",
            ])
        #expect(HostAddressFault.allCases.map(\.code) == ["validation_error"] + Array(repeating: "invalid_host", count: 5))
    }

    @Test(arguments: [(ProxmoxProduct.pve, 8006), (.pbs, 8007), (.pmg, 8006)]) func portsFollowTheProduct(
        product: ProxmoxProduct, port: Int
    ) throws {
        let address = try HostAddress("a", product: product)
        #expect(address.port == port)
        #expect(address.at(port: 443).description == "https://a:443")
    }
}
