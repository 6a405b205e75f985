import Foundation
import PulseAlerts
import PulseCore
import Testing

@testable import PulseNotifications

/// What a mail says and how it is put together.
@Suite("Mail")
struct EmailMailTests {
    private static func content(_ message: Message, _ settings: EmailSettings = Samples.settings) throws -> String {
        let envelope = try MailComposer(message: message, settings: settings, now: Samples.start + .seconds(360)).envelope()
        return String(decoding: envelope.content, as: UTF8.self)
    }

    private static func headers(_ content: String) -> [String: String] {
        let end = content.range(of: "\r\n\r\n")?.lowerBound ?? content.endIndex
        let unfolded = content[..<end].replacingOccurrences(of: "\r\n ", with: " ")
        var found: [String: String] = [:]
        for line in unfolded.components(separatedBy: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            #expect(parts.count == 2, "\(line)")
            if parts.count == 2 { found[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        return found
    }

    @Test func headers() throws {
        let found = Self.headers(try Self.content(Samples.message()))
        #expect(found["From"] == "Pulse <pulse@example.org>")
        #expect(found["To"] == "ops@example.org")
        #expect(found["Subject"] == "[Pulse Alert] Warning: CPU on web1")
        #expect(found["Date"] == "Thu, 26 Nov 2026 18:06:00 +0000")
        #expect(found["X-Mailer"] == "Pulse Monitoring System")
        #expect(found["Auto-Submitted"] == "auto-generated")
        #expect(found["MIME-Version"] == "1.0")
        #expect(found["Message-ID"]?.hasSuffix("@pulse-monitoring>") == true)
        #expect(found["Content-Type"]?.hasPrefix("multipart/alternative;") == true)
    }

    @Test func alertAndRecoveryStandInOneThread() throws {
        // SHA-256 of "web1::metric-threshold:cpu|1795716000000000000", reckoned by sha256sum.
        let thread = "<pulse-alert-\(MailWords.digest("web1::metric-threshold:cpu|1795716000000000000"))@pulse-monitoring>"
        let alert = Self.headers(try Self.content(Samples.message()))
        let recovery = Self.headers(try Self.content(Samples.message(event: .resolved)))
        for found in [alert, recovery] {
            #expect(found["In-Reply-To"] == thread)
            #expect(found["References"] == thread)
        }
        let several = Self.headers(try Self.content(Samples.message([Samples.alert(), Samples.alert("web2")])))
        #expect(several["References"] == nil)
    }

    @Test func theDigestIsThatOfSHA256() { #expect(MailWords.digest("abc") == "ba7816bf8f01cfea414140de") }

    @Test(arguments: [
        ([Samples.alert()], Message.Event.alert, "[Pulse Alert] Warning: CPU on web1"),
        ([Samples.alert("db", type: "zfs-pool-state", level: .critical)], .alert, "[Pulse Alert] Critical: ZFS pool state on db"),
        ([Samples.alert("db", type: "diskTemperature")], .alert, "[Pulse Alert] Warning: Disk temperature on db"),
        ([Samples.alert("a", level: .critical), Samples.alert("b")], .alert, "[Pulse Alert] 1 Critical, 1 Warning alerts"),
        ([Samples.alert("a", level: .critical), Samples.alert("b", level: .critical)], .alert, "[Pulse Alert] 2 Critical alerts"),
        ([Samples.alert("a"), Samples.alert("b"), Samples.alert("c")], .alert, "[Pulse Alert] 3 Warning alerts"),
        ([Samples.alert()], .resolved, "Pulse alert resolved: web1"),
        ([Samples.alert("a"), Samples.alert("b")], .resolved, "Pulse alerts resolved (2)"),
    ])
    func subjects(alerts: [Alert], event: Message.Event, expected: String) {
        #expect(MailWords(message: Samples.message(alerts, event: event)).subject == expected)
    }

    @Test func namesCannotAddHeaders() throws {
        let alert = Samples.alert("web1\r\nBcc: evil@x.org\r\n\r\nbody", message: "a\r\nX-Evil: 1")
        var settings = Samples.settings
        settings.from = "Pulse\r\nX-From: 1 <pulse@example.org>"
        settings.to = ["ops@example.org\r\nX-To: 1", "b@example.org"]
        let content = try Self.content(Samples.message([alert]), settings)
        let found = Self.headers(content)
        #expect(Set(found.keys).isDisjoint(with: ["Bcc", "X-From", "X-To", "X-Evil"]))
        #expect(found["To"] == "b@example.org")
        #expect(content.contains("\r\nSubject: [Pulse Alert] Warning: CPU on web1Bcc: evil@x.orgbody\r\n"))
    }

    @Test(arguments: [
        ("Größe 🚀 der Festplatte auf dem Server in der Ecke ist erschreckend", true), ("=?UTF-8?Q?x?=", true), ("plain", false),
        (String(repeating: "ä", count: 200), true),
    ])
    func subjectsOfAnyLetters(name: String, isEncoded: Bool) {
        let line = HeaderLine.text("Subject", name)
        #expect(line.contains("=?UTF-8?B?") == isEncoded)
        let lines = line.dropLast().components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 77 && $0.utf8.allSatisfy { $0 < 0x80 } })
        guard isEncoded else { return }
        let words = line.dropFirst("Subject:".count).split(whereSeparator: \.isWhitespace)
        let decoded = words.compactMap { Data(base64Encoded: String($0.dropFirst("=?UTF-8?B?".count).dropLast(2))) }.reduce(Data(), +)
        #expect(String(decoding: decoded, as: UTF8.self) == name)
    }

    @Test(arguments: [
        ("a\nb", "a\r\nb\r\n"), ("é=", "=C3=A9=3D\r\n"), ("end \n", "end=20\r\n\r\n"), ("a\r\nb", "a\r\nb\r\n"),
        (String(repeating: "x", count: 80), String(repeating: "x", count: 75) + "=\r\nxxxxx\r\n"),
    ])
    func quotedPrintable(text: String, expected: String) {
        #expect(String(decoding: QuotedPrintable.encoded(text), as: UTF8.self) == expected)
    }

    @Test func bothTextsTellTheSame() {
        let words = MailWords(message: Samples.message([Samples.alert("web<1>", level: .critical, message: "CPU & more at 95.5%")]))
        let text = MailText(words: words).text
        let html = MailHTML(words: words, pictures: [:]).text
        for part in [
            "Value", "95.5%", "Threshold", "90.0%", "2026-11-26 18:00:00 UTC", "https://pulse.example.org/alerts", "5m", "Critical",
        ] {
            #expect(text.contains(part), "\(part)")
            #expect(html.contains(part), "\(part)")
        }
        #expect(text.contains("web<1> on pve1"))
        #expect(html.contains("web&lt;1&gt; on pve1") && !html.contains("<1>"))
        #expect(html.contains("CPU &amp; more"))
    }

    @Test(arguments: [
        ("temperature", "°C", 81.27, "81.3 °C"), ("diskRead", "MB/s", 150, "150 MB/s"), ("cpu", nil, 95, "95.0%"),
        ("networkIn", nil, 12.5, "12.5 MB/s"),
        ("snapshot-age", "days", 9, "9 days"),
    ])
    func figures(type: String, unit: String?, value: Double, expected: String) {
        let alert = Samples.alert(type: type, value: value, threshold: 1, unit: unit)
        let facts = MailWords(message: Samples.message([alert])).facts(of: alert)
        #expect(facts.first { $0.name == "Value" }?.value == expected)
    }

    @Test func statesHaveNoFigures() {
        let alert = Samples.alert(type: "connectivity", value: 0, threshold: 0, unit: nil)
        #expect(MailWords(message: Samples.message([alert])).facts(of: alert).map(\.name) == ["Since", "Duration"])
        let resolved = MailWords(message: Samples.message([alert], event: .resolved))
        #expect(resolved.facts(of: alert).map(\.name) == ["Began", "Resolved", "Duration"])
        #expect(resolved.text(of: alert) == "web1 on pve1 is now healthy")
    }

    @Test func manyAlertsStandByTheirNodesAndEnd() {
        let alerts = (0..<70).map { Samples.alert("vm\($0)", node: "pve\($0 % 3)") }
        let words = MailWords(message: Samples.message(alerts))
        #expect(words.groups.map(\.node) == ["pve0", "pve1", "pve2"])
        for text in [MailText(words: words).text, MailHTML(words: words, pictures: [:]).text] {
            #expect(text.contains("and 20 more"))
            #expect(text.contains("vm49 on pve1") && !text.contains("vm50 "))
            // Gmail cuts mails that are longer.
            #expect(text.utf8.count < 102_400)
        }
    }

    @Test func theCourseStandsInTheMail() throws {
        let alert = Samples.alert()
        let graphs = [alert.occurrence: Samples.graph([20, 40, 95])]
        let content = try Self.content(Samples.message([alert], graphs: graphs))
        #expect(Self.headers(content)["Content-Type"]?.hasPrefix("multipart/related;") == true)
        let id = try #require(content.firstMatch(of: #/Content-ID: <([^>]+)>/#)).1
        #expect(content.replacingOccurrences(of: "=\r\n", with: "").contains("src=3D\"cid:\(id)\""))
        let part = try #require(content.components(separatedBy: "\r\n--=_related").first { $0.contains("Content-Type: image/png") })
        #expect(part.contains("filename=\"graph-1.png\""))
        let base64 = try #require(part.components(separatedBy: "\r\n\r\n").dropFirst().first)
        let png = try #require(Data(base64Encoded: base64, options: .ignoreUnknownCharacters))
        #expect(png.starts(with: [0x89, 0x50, 0x4e, 0x47]))
        #expect(png.count < 12_288)
    }

    @Test(arguments: [
        ("a@x.org", "a@x.org"), (" a@x.org ", "a@x.org"), ("Ops <a@x.org>", "Ops <a@x.org>"),
        ("\"Ops, Team\" <a@x.org>", "\"Ops, Team\" <a@x.org>"),
        ("Jörg <j@x.org>", "=?UTF-8?B?SsO2cmc=?= <j@x.org>"), ("jörg@x.org", "jörg@x.org"), ("x", nil), ("a@", nil), ("@x", nil),
        ("a b@x.org", nil), ("a@x.org, b@x.org", nil), ("<a@x.org> x", nil),
        ("a@x.org\r\nRCPT TO:<b@x.org>", "\"a@x.orgRCPT TO:\" <b@x.org>"), ("", nil),
    ])
    func addresses(text: String, header: String?) { #expect(MailAddress(text)?.header == header) }

    @Test func severalRecipientsStandInOneHeader() throws {
        var settings = Samples.settings
        settings.to = (0..<20).map { "somebody.number\($0)@example.org" }
        let content = try Self.content(Samples.message(), settings)
        #expect(Self.headers(content)["To"]?.components(separatedBy: ", ").count == 20)
        #expect(content.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 998 })
    }

    @Test func aTestSaysSo() throws {
        let words = MailWords(message: Samples.message(isTest: true))
        #expect(words.subject.hasPrefix("[Pulse Alert] Warning: ") && words.subject.hasSuffix("(test)"))
        #expect(MailText(words: words).text.contains("test message") && MailHTML(words: words, pictures: [:]).text.contains("test message"))
    }
}
