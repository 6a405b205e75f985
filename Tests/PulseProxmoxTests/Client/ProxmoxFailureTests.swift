import PulseOutbound
import Testing

@testable import PulseProxmox

struct ProxmoxFailureTests {
    @Test(arguments: [
        (401, "/nodes", "", ProxmoxFailure.Kind.authentication),
        (403, "/nodes/a/status", "Permission check failed (/nodes/a, Sys.Audit)", .permission(privilege: "Sys.Audit")),
        (403, "/nodes/a/apt/update", "Permission check failed", .permission(privilege: nil)),
        (
            403, "/x", "Permission check failed (/vms/1, VM.GuestAgent.Audit|VM.GuestAgent.Unrestricted)",
            .permission(privilege: "VM.GuestAgent.Audit|VM.GuestAgent.Unrestricted")
        ),
        (403, "/x", "no (/a, <script>.x)", .permission(privilege: nil)),
        (595, "/nodes/a/status", "Connection refused", .nodeUnavailable),
        (595, "/nodes", "", .authentication), (595, "/cluster/status", "", .authentication), (595, "/nodes/a", "", .authentication),
        (408, "/x", "", .transient), (425, "/x", "", .transient), (429, "/x", "", .transient), (502, "/x", "", .transient),
        (503, "/x", "", .transient), (504, "/x", "", .transient), (596, "/nodes/a/storage", "", .transient),
        (400, "/x", "Too Many Requests", .transient), (500, "/x", "rate limit exceeded", .transient),
        (404, "/x", "", .unsupported), (501, "/x", "", .unsupported), (500, "/x", "boom", .api), (400, "/x", "", .api),
        (500, "/nodes/a/qemu/1/agent/get-fsinfo", "QEMU guest agent is not running", .guestAgent(.notRunning)),
        (500, "/nodes/a/qemu/1/agent/info", "No QEMU guest agent configured", .guestAgent(.notRunning)),
        (500, "/nodes/a/qemu/1/agent/info", "VM 1 qmp command 'guest-ping' failed - got timeout", .guestAgent(.timeout)),
        (500, "/nodes/a/qemu/1/agent/info", "guest-get-osinfo: command not found", .guestAgent(.other)),
        (596, "/nodes/a/qemu/1/agent/info", "", .guestAgent(.timeout)),
        (500, "/nodes/a/qemu/1/status/current", "QEMU guest agent is not running", .api),
    ])
    func statusAndPathSayWhatItIs(status: Int, path: String, message: String, expected: ProxmoxFailure.Kind) {
        #expect(ProxmoxFailure(status: status, path: path, message: message) == ProxmoxFailure(expected, status: status, path: path))
    }

    @Test func onlyLostConnectionsCountAsLoss() {
        let lost: [OutboundFailure] = [.refused, .reset, .connectTimeout, .unreachable, .nameNotFound, .tls, .untrusted(presented: nil)]
        let other: [OutboundFailure] = [.timeout, .cancelled, .malformed, .bodyTooLarge(limit: 1)]
        #expect(lost.allSatisfy { ProxmoxFailure(.connection($0), path: "/").isConnectionLoss })
        #expect(!other.contains { ProxmoxFailure(.connection($0), path: "/").isConnectionLoss })
        #expect(!ProxmoxFailure(.authentication, status: 401, path: "/").isConnectionLoss)
    }

    @Test(arguments: [
        ("/nodes", [], "/api2/json/nodes"), ("nodes//a/", [], "/api2/json/nodes/a"),
        ("/nodes/a/tasks/UPID:a:0001:root@pam!t:/log", [], "/api2/json/nodes/a/tasks/UPID:a:0001:root@pam!t:/log"),
        ("/nodes/ä b%/x", [("q s", "a&b=c/ü+")], "/api2/json/nodes/%C3%A4%20b%25/x?q%20s=a%26b%3Dc%2F%C3%BC%2B"),
        ("/a?b#c", [("x", "1"), ("y", "")], "/api2/json/a%3Fb%23c?x=1&y="),
    ])
    func targetsAreEncoded(path: String, query: [(String, String)], expected: String) {
        #expect(RequestTarget.get(path, query: query.map { (name: $0.0, value: $0.1) }) == expected)
    }

    @Test(arguments: [
        ("{}", true), (" \n{\"data\":1}\r\n", true), ("", false), ("[]", false), ("<html></html>", false), ("{\"data\":[1,", false),
        ("null", false),
    ])
    func answersMustLookLikeObjects(text: String, expected: Bool) { #expect(JSONShape.isObject(Array(text.utf8)) == expected) }

    @Test(
        arguments: [
            ("root@pam!pulse", nil, "root@pam!pulse"), ("pulse", "root@pve", "root@pve!pulse"), ("pulse", "root", "root@pam!pulse"),
            ("root!pulse", "other@pve", "root@pam!pulse"), ("pulse", nil, nil), ("pulse", "", nil), ("", "root@pam", nil),
            ("a!b!c", nil, nil),
            ("!b", nil, nil), ("a!", nil, nil),
        ] as [(String, String?, String?)])
    func tokensHaveFullIDs(name: String, user: String?, expected: String?) {
        #expect(ProxmoxProduct.pve.tokenID(name, user: user) == expected)
    }
}
