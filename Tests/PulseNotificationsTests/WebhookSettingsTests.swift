import PulseAlerts
import PulseCore
import Testing

@testable import PulseNotifications

@Suite("Settings of webhooks")
struct WebhookSettingsTests {
    static var stored: WebhookSettings {
        var stored = Sample.settings(.pushover, url: "https://h.example/message?token=abcd1234&x=1")
        stored.headers = ["Authorization": "Bearer secret-1", "X-Other": "secret-2"]
        stored.signingSecret = "sign-me"
        return stored
    }

    @Test func secretsAreMaskedAndComeBackByTheirKeys() {
        let shown = Self.stored.masked(for: .writer)
        #expect(Set(shown.headers.values) == [WebhookSettings.mask] && Set(shown.customFields.values) == [WebhookSettings.mask])
        #expect(shown.signingSecret == WebhookSettings.mask && shown.url == Self.stored.url)
        var sent = shown
        sent.name = "New"
        sent.headers["X-Other"] = "changed"
        sent.headers["X-New"] = WebhookSettings.mask
        sent.customFields = ["app_token": WebhookSettings.mask, "user": "other"]
        let merged = WebhookSettings.merging(masked: sent, with: Self.stored)
        #expect(merged.headers == ["Authorization": "Bearer secret-1", "X-Other": "changed"] && merged.signingSecret == "sign-me")
        #expect(merged.customFields == ["app_token": "tok1", "user": "other"] && merged.name == "New")
        #expect(WebhookSettings.merging(masked: shown, with: nil).headers.isEmpty)
    }

    @Test func readersSeeNoTokensInAddresses() {
        let shown = Self.stored.masked(for: .reader)
        #expect(shown.url == "https://h.example/message?token=REDACTED&x=1")
        #expect(WebhookSettings.merging(masked: shown, with: Self.stored).url == Self.stored.url)
    }

    @Test(arguments: [
        (
            "https://api.telegram.org/bot12:ab/sendMessage?chat_id=5", "telegram",
            "https://api.telegram.org/botREDACTED/sendMessage?chat_id=5"
        ),
        ("https://discord.com/api/webhooks/123/toktoktok", "discord", "https://discord.com/api/webhooks/123/REDACTED"),
        ("https://hooks.slack.com/services/T01234/B01234/abcdefgh", "", "https://hooks.slack.com/services/REDACTED/REDACTED/REDACTED"),
        ("https://mm.example/hooks/abcdefgh", "mattermost", "https://mm.example/hooks/REDACTED"),
        ("https://x.example/a/b?q=1", "", "https://x.example/a/b?q=1"),
        ("https://x.example/?api_key=1&Password=2&s=3&sig=4", "", "https://x.example/?api_key=REDACTED&Password=REDACTED&s=3&sig=REDACTED"),
    ]) func addressesAreRedacted(url: String, service: String, expected: String) {
        #expect(WebhookSettings.redacted(url, service: service) == expected)
    }

    @Test func settingsAreNormalised() {
        var settings = WebhookSettings()
        settings.url = " https://a.example/ "
        settings.method = "put"
        settings.service = " Pushover"
        settings.customFields = ["app_token": "a", "token": "b", "user_token": "u"]
        let kept = settings.normalised
        #expect(kept.url == "https://a.example/" && kept.method == "PUT" && kept.service == "pushover" && kept.name == "Pushover")
        #expect(kept.customFields == ["token": "b", "user": "u"] && WebhookSettings().normalised.method == "POST")
        #expect(kept.normalised == kept)
        #expect(WebhookSettings.newID(at: 5, random: 7) == "webhook-5-00000007")
    }

    static let wrong: [(String, @Sendable (inout WebhookSettings) -> Void)] = [
        ("Invalid webhook URL: the address is empty", { $0.url = "" }),
        ("Invalid webhook URL: the address must begin with http:// or https://", { $0.url = "x" }),
        ("Invalid webhook URL: line 1, column 13: there is no function \"nope\"", { $0.url = "https://a/{{nope}}" }),
        ("Invalid template: line 1, column 1: the action is not closed with }}", { $0.template = "{{.X" }),
        ("Invalid method: POST or PUT is needed", { $0.method = "DELETE" }),
        ("Unknown service", { $0.service = "pigeon" }), ("Too long: name", { $0.name = String(repeating: "x", count: 300) }),
        ("Invalid header \"X Y\": its name or value holds characters that headers cannot hold", { $0.headers = ["X Y": "1"] }),
        ("Invalid header \"X\": its name or value holds characters that headers cannot hold", { $0.headers = ["X": "1\r\nHost: evil"] }),
    ]

    @Test(arguments: wrong.indices) func whatIsWrongIsTold(index: Int) {
        var settings = Sample.settings()
        Self.wrong[index].1(&settings)
        #expect { try settings.validate() } throws: { ($0 as? WebhookSettingsFailure)?.sentence == Self.wrong[index].0 }
    }

    @Test func addressesWithVariablesAreRenderedEscaped() throws {
        var settings = Sample.settings(url: "https://a.example/{{.ResourceName}}/{{.Level | urlpath}}?m={{.Message}}")
        try settings.validate()
        let message = Sample.message([Sample.alert(name: "a/../b?c@evil#", message: "x&y=z ü")])
        #expect(
            try WebhookRequest.requests(for: message, settings: settings)[0].url
                == "https://a.example/a%2F..%2Fb%3Fc%40evil%231/critical?m=x%26y%3Dz%20%C3%BC")
        settings.url = "https://a.example/{{.Nope}}"
        #expect(throws: DeliveryFailure.self) { try WebhookRequest.requests(for: message, settings: settings) }
    }

    @Test(arguments: [
        ("{\"x\":\"{{.Message | jsonString}}\"}", true), ("{\"x\":{{.Message}}}", false), ("{\"x\":{{json .Message}}}", true),
        ("[{{range $i, $a := .Alerts}}{{if $i}},{{end}}\"{{$a.ResourceName}}\"{{end}}]", true),
        ("{\"v\":{{.Value}},\"t\":{{.Threshold}},\"n\":{{.AlertCount}}}", true),
        ("{\"tags\":{{json .Metadata.tags}},\"u\":\"{{.Metadata.unit}}\"}", true), ("{{.Nope}}", false),
    ]) func ownTemplatesMustMakeJSON(template: String, isRight: Bool) throws {
        var settings = Sample.settings()
        settings.template = template
        let message = Sample.message([Sample.alert(message: "say \"hi\"\nnow")])
        let failure: DeliveryFailure?
        do throws(DeliveryFailure) {
            _ = try WebhookRequest.requests(for: message, settings: settings)
            failure = nil
        } catch { failure = error }
        #expect((failure == nil) == isRight)
        #expect(failure?.kind ?? .configuration == .configuration && failure?.isPermanent ?? true)
    }

    @Test func ownHeadersWinButNotOverThoseOfTheTransport() throws {
        var settings = Sample.settings(.ntfy)
        settings.headers = [
            "priority": "low", "Host": "evil", "X-Pulse-Signature": "v1=0", "Content-Length": "1", "X-Mine": "yes",
            "X-Skipped": "{{.Level}}",
        ]
        let headers = try WebhookRequest.requests(for: Sample.message(), settings: settings)[0].headers
        let named = Dictionary(uniqueKeysWithValues: headers.map { ($0.name.lowercased(), $0.value) })
        #expect(named["priority"] == "low" && named["x-mine"] == "yes" && named["title"] == "CRITICAL: web1 on pve1")
        for name in ["host", "x-pulse-signature", "content-length", "x-skipped"] { #expect(named[name] == nil) }
        #expect(
            named["x-pulse-event-id"] == "vm-1::cpu:\(Sample.start.milliseconds):alert" && named["user-agent"] == "Pulse-Monitoring/2.0")
    }

    @Test(arguments: [("?chat_id=abc", false), ("", false), ("?chat_id=", false), ("?chat_id=12&message_thread_id=3", true)])
    func telegramNeedsTheNumberOfAChat(query: String, isRight: Bool) {
        var settings = Sample.settings(.telegram)
        settings.url = "https://api.telegram.org/bot1:a/sendMessage" + query
        let requests = try? WebhookRequest.requests(for: Sample.message(), settings: settings)
        #expect((requests?.first?.url == "https://api.telegram.org/bot1:a/sendMessage?message_thread_id=3") == isRight)
    }
}
