import PulseOutbound
import Testing

@testable import PulseNotifications

@Suite("Which receivers may be told")
struct AddressRulesTests {
    static func lookup(_ names: [String: [String]]) -> AddressLookup {
        AddressLookup { name in names[name]?.compactMap { IPAddress($0) } }
    }

    static let names = lookup([
        "public.example": ["8.8.8.8", "2606:4700::1"], "mixed.example": ["8.8.8.8", "10.0.0.5"], "inner.example": ["10.0.0.5"],
        "meta.example": ["169.254.169.254"], "mapped.example": ["::ffff:10.0.0.1"], "2130706433": ["127.0.0.1"],
    ])

    func refusal(_ url: String, _ allowed: String = "") async -> AddressRefusal? {
        do throws(AddressRefusal) {
            let blocks = (try? WebhookAddressRules.blocks(in: allowed)) ?? []
            try await WebhookAddressRules(allowedPrivate: blocks).check(url, lookup: Self.names)
            return nil
        } catch { return error }
    }

    @Test(
        arguments: [
            ("https://public.example/x", nil), ("http://8.8.8.8", nil), ("https://PUBLIC.example.:8443/a?b#c", nil), ("", .empty),
            ("ftp://example.org/", .scheme), ("example.org", .scheme), ("http://user:pw@public.example/", .userInfo),
            ("http:///x", .noHost),
            ("http://a b/", .malformed), ("http://public.example\\@evil/", .malformed), ("http://public.example:99999/", .malformed),
            ("http://ex%61mple.org/", .malformed), ("http://[::1/", .malformed), ("http://[fe80::1%25eth0]/", .malformed),
            ("http://bücher.example/", .malformed),
            ("http://169.254.169.254/", .metadata), ("http://metadata.google.internal/", .metadata), ("http://metadata.goog./", .metadata),
            ("http://[fd00:ec2::254]/", .metadata), ("http://100.100.100.200/", .metadata), ("http://168.63.129.16/", .metadata),
            ("http://meta.example/", .metadata),
            ("http://localhost/", .loopback), ("http://a.localhost/", .loopback), ("http://127.0.0.1:1/", .loopback),
            ("http://[::1]/", .loopback),
            ("http://2130706433/", .loopback), ("http://10.0.0.5/", .notPublic), ("http://mixed.example/", .notPublic),
            ("http://mapped.example/", .notPublic),
            ("http://[::ffff:10.0.0.1]/", .notPublic), ("http://[64:ff9b::a00:1]/", .notPublic), ("http://[2002:a00:1::]/", .notPublic),
            ("http://[64:ff9b::a9fe:a9fe]/", .metadata), ("http://[2002:7f00:1::]/", .loopback), ("http://[::7f00:1]/", .loopback),
            ("http://100.64.0.1/", .notPublic), ("http://192.168.1.1/", .notPublic), ("http://172.31.0.1/", .notPublic),
            ("http://198.18.0.1/", .notPublic),
            ("http://203.0.113.1/", .notPublic), ("http://[fc00::1]/", .notPublic), ("http://[2001:db8::1]/", .notPublic),
            ("http://0.1.2.3/", .notPublic),
            ("http://0.0.0.0/", .never), ("http://[::]/", .never), ("http://224.0.0.1/", .never), ("http://255.255.255.255/", .never),
            ("http://240.0.0.1/", .never),
            ("http://[fe80::1]/", .never), ("http://[ff02::1]/", .never), ("http://169.254.1.1/", .never),
            ("http://unknown.example/", .unresolved),
        ] as [(String, AddressRefusal?)]) func judges(url: String, expected: AddressRefusal?) async
    { #expect(await refusal(url) == expected) }

    @Test(
        arguments: [
            ("http://10.0.0.5/", "10.0.0.0/8", nil), ("http://[::ffff:10.0.0.5]/", "10.0.0.0/8", nil),
            ("http://mixed.example/", " 10.0.0.5 , fc00::/7", nil),
            ("http://192.168.1.1/", "10.0.0.0/8", .notPublic), ("http://localhost/", "127.0.0.0/8", .unresolved),
            ("http://127.0.0.1/", "127.0.0.1", nil),
            ("http://169.254.169.254/", "169.254.0.0/16", .metadata), ("http://169.254.1.1/", "169.254.0.0/16", .never),
            ("http://[fe80::1]/", "fe80::/10", .never),
        ] as [(String, String, AddressRefusal?)]) func allowedBlocks(url: String, allowed: String, expected: AddressRefusal?) async
    {
        #expect(await refusal(url, allowed) == expected)
    }

    @Test(
        arguments: [
            ("", 0, nil), ("10.0.0.0/8,192.168.1.9", 2, nil), (" , ,10.0.0.1,10.0.0.1", 1, nil), ("nope", 0, .unreadable),
            ("10.0.0.0/40", 0, .unreadable),
            ("0.0.0.0/0", 0, .unspecified), ("10.0.0.0/8,0.0.0.0", 0, .unspecified), ("::/0", 0, .unspecified),
            ("0.0.0.0/8", 0, .unspecified),
            ("::ffff:0:0/96", 0, .unspecified),
        ] as [(String, Int, AddressListFailure.Reason?)]) func settings(text: String, count: Int, reason: AddressListFailure.Reason?)
    {
        do throws(AddressListFailure) {
            #expect(try WebhookAddressRules.blocks(in: text).count == count)
            #expect(reason == nil)
        } catch { #expect(error.reason == reason) }
    }

    @Test(arguments: [
        ("/b?c", "https://a.example:443/b?c"), ("d", "https://a.example:443/x/d"), ("?q=1", "https://a.example:443/x/y?q=1"),
        ("//b.example/z", "https://b.example:443/z"),
        ("http://c.example:81/", "http://c.example:81/"), ("", nil), ("ftp://x/", nil), ("http://u@c.example/", nil),
    ]) func redirects(location: String, expected: String?) throws {
        let from = try WebURL("https://a.example/x/y?z=1")
        let next = try? from.following(location)
        #expect(next.map { $0.origin + $0.target } == expected)
    }

    static let environment = [
        "https_proxy": "http://us%40er:p%3Aw@proxy.example:3128", "HTTP_PROXY": "plain.example:81",
        "NO_PROXY": "direct.example, .sub.example,10.0.0.0/8,port.example:8443",
    ]

    @Test(arguments: [
        ("https://a.example/", "proxy.example:3128"), ("http://a.example/", "plain.example:81"), ("https://direct.example/", nil),
        ("https://x.direct.example/", nil),
        ("https://sub.example/", "proxy.example:3128"), ("https://x.sub.example/", nil), ("https://10.1.2.3/", nil),
        ("https://port.example/", "proxy.example:3128"),
        ("https://port.example:8443/", nil), ("https://localhost/", nil), ("http://127.0.0.1/", nil),
    ]) func proxies(url: String, expected: String?) throws {
        let proxy = try ProxySettings(environment: Self.environment).proxy(for: WebURL(url))
        #expect(proxy.map { "\($0.host):\($0.port)" } == expected)
        #expect(proxy?.host != "proxy.example" || proxy?.login == .init(user: "us@er", password: "p:w"))
    }

    @Test func proxiesThatCannotBeUsedAreNotPassedBy() throws {
        let proxies = ProxySettings(environment: ["HTTPS_PROXY": "socks5://x:1", "NO_PROXY": "a.example"])
        #expect(throws: ProxyFailure.self) { try proxies.proxy(for: WebURL("https://b.example/")) }
        #expect(try proxies.proxy(for: WebURL("https://a.example/")) == nil)
        #expect(try ProxySettings(environment: ["NO_PROXY": "*", "HTTPS_PROXY": "x:1"]).proxy(for: WebURL("https://b.example/")) == nil)
    }
}
