import PulseAlerts
import PulseCore
import Testing

@testable import PulseNotifications

@Suite("What each service gets is what it takes")
struct WebhookServiceTests {
    static let names = Sample.shapes.map(\.name)

    func requests(_ service: WebhookService.ID, _ shape: String, mention: String = "<@1>") throws -> [WebhookRequest] {
        var settings = Sample.settings(service)
        settings.mention = mention
        return try WebhookRequest.requests(for: try Sample.shape(shape), settings: settings)
    }

    func payload(_ service: WebhookService.ID, _ shape: String) throws -> MetadataValue {
        let requests = try requests(service, shape)
        #expect(requests.count == 1)
        return try Sample.json(try #require(requests.first).body)
    }

    @Test func theCatalogueIsCompleteAndInOrder() {
        let order = "discord telegram slack teams pagerduty teams-adaptive pushover gotify ntfy mattermost generic"
        #expect(WebhookService.all.map(\.id.rawValue).joined(separator: " ") == order)
        for service in WebhookService.all {
            #expect(!service.label.isEmpty && !service.description.isEmpty && !service.instructions.isEmpty && service.method == "POST")
            #expect(service.urlPattern.hasPrefix("https://") || service.id == .generic)
            #expect(service.id.service == service)
        }
    }

    @Test(arguments: WebhookService.ID.allCases, names) func everythingRenders(service: WebhookService.ID, shape: String) throws {
        for request in try requests(service, shape) {
            #expect(!request.body.isEmpty)
            #expect(request.headers.allSatisfy { HeaderText.isName($0.name) && HeaderText.isValue($0.value) && !$0.value.contains("{{") })
            #expect(
                request.headers.filter { $0.name == "Content-Type" }.map(\.value) == [service == .ntfy ? "text/plain" : "application/json"])
            #expect(!String(decoding: request.body, as: UTF8.self).contains("<no value>"))
        }
    }

    @Test(arguments: names) func discord(shape: String) throws {
        let body = try payload(.discord, shape)
        let embed = body["embeds"][0]
        #expect((1...256).contains(embed["title"].length) && (1...4096).contains(embed["description"].length))
        #expect(embed["fields"].list.count <= 25)
        var total = embed["title"].length + embed["description"].length + embed["footer"]["text"].length
        for field in embed["fields"].list {
            #expect((1...256).contains(field["name"].length) && (1...1024).contains(field["value"].length))
            total += field["name"].length + field["value"].length
        }
        #expect(total <= 6000)
        #expect([15_158_332, 15_105_570, 3_066_993].contains(embed["color"].number ?? 0))
        #expect(Timestamp(rfc3339: embed["timestamp"].text ?? "") != nil)
    }

    @Test(arguments: names) func telegram(shape: String) throws {
        let request = try #require(try requests(.telegram, shape).first)
        #expect(request.url == "https://api.telegram.org/bot123:abcDEF/sendMessage")
        let body = try Sample.json(request.body)
        #expect(body["chat_id"].text == "-1001" && body["parse_mode"].text == "HTML")
        let text = try #require(body["text"].text)
        let plain = text.replacing("<b>", with: "").replacing("</b>", with: "")
        #expect(!plain.contains("<") && !plain.contains(">"))
        let entities = ["&lt;", "&gt;", "&amp;", "&#34;", "&#39;"]
        let read = entities.reduce(plain) { $0.replacing($1, with: "x") }
        #expect(!read.contains("&") && read.utf16.count <= 4096)
    }

    @Test(arguments: names) func slack(shape: String) throws {
        let body = try payload(.slack, shape)
        #expect(body["text"].length > 0 && body["blocks"].list.count <= 50)
        for block in body["blocks"].list {
            switch block["type"].text {
            case "header": #expect((1...150).contains(block["text"]["text"].length))
            case "section":
                #expect(block["text"]["text"].length <= 3000 && block["fields"].list.count <= 10)
                #expect(block["fields"].list.allSatisfy { (1...2000).contains($0["text"].length) })
                let said = block["text"]["text"].text ?? ""
                #expect(said == "<@1>" || !said.contains("<"))
            case "context": #expect((1...2000).contains(block["elements"][0]["text"].length))
            default: Issue.record("unknown block")
            }
        }
    }

    @Test(arguments: [WebhookService.ID.teams, .teamsAdaptive], names) func teams(service: WebhookService.ID, shape: String) throws {
        let request = try #require(try requests(service, shape).first)
        #expect(request.body.count <= 28 << 10)
        let body = try Sample.json(request.body)
        if service == .teams {
            #expect(body["@type"].text == "MessageCard" && body["summary"].length > 0 && body["themeColor"].length == 6)
        } else {
            let card = body["attachments"][0]["content"]
            #expect(body["type"].text == "message" && card["type"].text == "AdaptiveCard" && card["version"].text == "1.4")
            for fact in card["body"].list.flatMap({ $0["facts"].list }) { #expect(fact.keys == ["title", "value"]) }
        }
    }

    @Test(arguments: names) func pagerDutyGetsAnEventForEachAlert(shape: String) throws {
        let message = try Sample.shape(shape)
        let requests = try requests(.pagerduty, shape)
        #expect(requests.count == message.alerts.count)
        let bodies = try requests.map { try Sample.json($0.body) }
        #expect(Set(bodies.map { $0["dedup_key"].text ?? "" }) == Set(message.alerts.map(\.id)))
        for body in bodies {
            #expect(body["event_action"].text == (message.event == .resolved ? "resolve" : "trigger") && body["routing_key"].text == "rk")
            #expect((1...1024).contains(body["payload"]["summary"].length) && body["payload"]["source"].length > 0)
            #expect(["critical", "warning", "info"].contains(body["payload"]["severity"].text ?? ""))
        }
    }

    @Test(arguments: names) func pushover(shape: String) throws {
        let body = try payload(.pushover, shape)
        #expect((1...1024).contains(body["message"].length) && (1...250).contains(body["title"].length))
        let isResolved = try Sample.shape(shape).event == .resolved
        #expect(body["timestamp"].number == (isResolved ? Sample.now : Sample.start).seconds)
        #expect(body["device"] == .null && body["token"].text == "tok1")
        #expect((-2...1).contains(body["priority"].number ?? 9))
    }

    @Test(arguments: names) func gotifyNtfyAndMattermost(shape: String) throws {
        let gotify = try payload(.gotify, shape)
        #expect(gotify["message"].length > 0 && [2, 5, 10].contains(gotify["priority"].number ?? 0))
        #expect(gotify["extras"]["client::display"]["contentType"].text == "text/markdown")
        let ntfy = try #require(try requests(.ntfy, shape).first)
        #expect((1...4096).contains(ntfy.body.count))
        let headers = Dictionary(uniqueKeysWithValues: ntfy.headers.map { ($0.name, $0.value) })
        let isResolved = try Sample.shape(shape).event == .resolved
        #expect(isResolved ? headers["Priority"] == "default" : ["urgent", "high"].contains(headers["Priority"] ?? ""))
        #expect(headers["Title"]?.utf8.allSatisfy { $0 < 0x80 } == true)
        #expect((1...16_383).contains(try payload(.mattermost, shape)["text"].length))
    }

    @Test(arguments: names) func genericIsTheUnionOfBothForms(shape: String) throws {
        let message = try Sample.shape(shape)
        let bodies = try requests(.generic, shape).map { try Sample.json($0.body) }
        #expect(bodies.map { Int($0["count"].number ?? 0) }.reduce(0, +) == message.alerts.count)
        for body in bodies {
            #expect(body["source"].text == "pulse-monitoring" && body["event"].text == message.event.rawValue)
            #expect(body["alerts"].list.count == Int(body["count"].number ?? -1) && body["alert"]["id"] == body["alerts"][0]["id"])
            let isResolved = message.event == .resolved
            #expect(body["alert"].keys.contains("value") != isResolved && body["alert"].keys.contains("resolved_at") == isResolved)
        }
    }

    @Test func groupsListEveryAlert() throws {
        for service in WebhookService.ID.allCases where service != .pagerduty {
            let text = String(decoding: try #require(try requests(service, "five").first).body, as: UTF8.self)
            #expect((1...5).allSatisfy { text.contains("web\($0)") }, "\(service)")
            let resolved = String(decoding: try #require(try requests(service, "five resolved").first).body, as: UTF8.self)
            #expect((1...5).allSatisfy { resolved.contains("web\($0)") }, "\(service)")
        }
    }

    @Test func aThousandAlertsStayWithinBounds() throws {
        let alerts = (1...1000).map { Sample.alert($0, message: String(repeating: "m", count: 2000)) }
        for service in WebhookService.ID.allCases {
            let requests = try WebhookRequest.requests(for: Sample.message(alerts), settings: Sample.settings(service))
            #expect(requests.allSatisfy { $0.body.count <= 600_000 })
            #expect(requests.count == (service == .pagerduty ? 1000 : service == .generic ? requests.count : 1))
        }
    }

    @Test(arguments: [WebhookService.ID.pagerduty, .pushover]) func missingFieldsAreToldBeforeSending(service: WebhookService.ID) {
        var settings = Sample.settings(service)
        settings.customFields = [:]
        #expect { try WebhookRequest.requests(for: Sample.message(), settings: settings) } throws: {
            guard let failure = $0 as? DeliveryFailure else { return false }
            return failure.kind == .configuration && failure.isPermanent
        }
    }

    @Test func pushoverTakesItsFieldsOldAndNew() throws {
        var settings = Sample.settings(.pushover)
        settings.customFields = ["app_token": "old", "user_token": "usr", "priority": "2", "device": "phone", "sound": "cosmic"]
        let body = try Sample.json(try #require(try WebhookRequest.requests(for: Sample.message(), settings: settings).first).body)
        #expect(
            body["token"].text == "old" && body["user"].text == "usr" && body["device"].text == "phone" && body["sound"].text == "cosmic")
        #expect(body["priority"].number == 2 && body["retry"].number == 60 && body["expire"].number == 3600)
    }

    @Test(arguments: [
        (91.23, "%", "91.2%"), (90, "percent", "90%"), (71.55, "°C", "71.5 °C"), (12.34, "MB/s", "12.3 MB/s"),
        (1_234_567, "B/s", "1.2 MB/s"),
        (9, "days", "9 days"), (3, "", "3"), (2_000_000_000, "bytes", "2 GB"),
    ]) func figuresHaveTheirUnits(value: Double, unit: String, text: String) { #expect(AlertFigure(value: value, unit: unit).text == text) }

    @Test(arguments: [(0, "0s"), (59, "59s"), (300, "5m"), (7800, "2h 10m"), (7200, "2h"), (97_200, "1d 3h"), (-5, "0s")])
    func durations(seconds: Int, words: String) { #expect(Duration.seconds(seconds).inWords == words) }
}
