import PulseOutbound
import PulseProxmox
import Testing

struct ProxmoxConnectionTests {
    @Test func aPinWinsOverEverything() throws {
        var connection = ProxmoxConnection(
            id: "1", product: .pve, name: "a", host: "https://a:8006", credentials: .token(id: "a@pam!t", secret: "s"))
        #expect(connection.trust == .anything)
        connection.verifySSL = true
        #expect(connection.trust == .system)
        let pin = Fingerprint(certificate: [1])
        connection.fingerprint = pin
        #expect(connection.trust == .pinned(pin))
    }
}
