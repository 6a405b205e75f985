import PulseOutbound
import Testing

struct AddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("2001:DB8:0:0::1", "2001:db8::1"), ("::ffff:10.0.0.1", "::ffff:10.0.0.1"), ("::", "::"),
    ])
    func readsAddresses(text: String, canonical: String) { #expect(IPAddress(text)?.description == canonical) }

    @Test(arguments: ["", "1", "127.1", "256.0.0.1", "1.2.3.4.5", "01.2.3.4x", "::zz", "fe80::1%eth0", "[::1]", "1:2", "pve1"])
    func refusesWhatIsNone(text: String) { #expect(IPAddress(text) == nil) }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.0.0.0/9", "10.127.1.1", true),
        ("10.0.0.0/9", "10.128.0.0", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.6", false), ("fe80::/10", "febf::1", true),
        ("fe80::/10", "fec0::1", false), ("::1/128", "::1", true),
    ])
    func blocksContain(block: String, address: String, expected: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(try #require(IPAddress(address))) == expected)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "::/129", "10.0.0.0/8/8", "host/8"])
    func refusesOtherBlocks(text: String) { #expect(AddressBlock(text) == nil) }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.3.2.1", true), ("::1", true), ("10.1.2.3", true), ("192.168.1.1", true), ("100.64.0.1", true),
        ("8.8.8.8", true), ("fd00::1", true), ("2001:db8::1", true),
        ("169.254.169.254", false), ("169.254.0.1", false), ("0.0.0.0", false), ("0.1.2.3", false), ("224.0.0.1", false),
        ("255.255.255.255", false), ("fe80::1", false), ("ff02::1", false), ("::", false), ("fd00:ec2::254", false),
        ("::ffff:169.254.169.254", false), ("64:ff9b::a9fe:a9fe", false), ("::ffff:192.168.1.1", true),
    ])
    func policyRefusesSurroundings(address: String, permitted: Bool) throws {
        #expect(AddressPolicy().permits(try #require(IPAddress(address))) == permitted)
    }

    @Test func policyTakesBlocksOfItsOwn() throws {
        let lan = try #require(AddressBlock("192.168.0.0/16"))
        let printer = try #require(AddressBlock("192.168.1.9"))
        let policy = AddressPolicy(blocked: [printer], allowed: [lan])
        let answers = try ["192.168.1.8", "192.168.1.9", "10.0.0.1", "::ffff:192.168.1.8", "169.254.1.1"]
            .map { policy.permits(try #require(IPAddress($0))) }
        #expect(answers == [true, false, false, true, false])
    }
}
