import PulseOutbound
import Testing

struct FingerprintTests {
    private static let digest = "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD"

    @Test func namesACertificateByItsDigest() {
        #expect(Fingerprint(certificate: Array("abc".utf8)).description == Self.digest)
    }

    @Test(arguments: [digest, digest.lowercased(), digest.filter { $0 != ":" }, digest.filter { $0 != ":" }.lowercased()])
    func readsEveryForm(text: String) { #expect(Fingerprint(text)?.description == Self.digest) }

    @Test(arguments: ["", "AB", "AB:C", String(digest.dropLast(3)), digest + ":00", "G" + digest.dropFirst()])
    func refusesOthers(text: String) { #expect(Fingerprint(text) == nil) }
}
