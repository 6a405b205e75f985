import Crypto
import Foundation
import GRDB
import PulseCore
import PulseStorage
import Testing

@testable import PulseNotifications

@Suite("Settings of notifications") struct NotificationSettingsTests {
    private func reopened(_ bench: OutboxWorkbench) throws -> NotificationSettings {
        let key = SymmetricKey(data: [UInt8](repeating: 7, count: 32))
        return try NotificationSettings(database: bench.database, secrets: SecretBox(key: key), clock: bench.clock)
    }

    @Test func whatIsSavedIsThereAgainAndEncrypted() throws {
        let bench = try OutboxWorkbench()
        try bench.settings.changeEmail {
            $0.enabled = true
            $0.password = "very-secret-word"
        }
        try bench.settings.changeWebhooks { $0.append(OutboxWorkbench.webhook("a", url: "http://receiver/?token=very-secret-word")) }
        let again = try reopened(bench)
        #expect(again.email.password == "very-secret-word" && again.webhooks.map(\.id) == ["a"])
        try bench.database.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: bench.path))
        #expect(bytes.firstRange(of: Data("very-secret-word".utf8)) == nil)
    }

    @Test func aFailedSaveLeavesTheOldSettingsInForce() throws {
        let bench = try OutboxWorkbench { settings in try settings.changeEmail { $0.server = "old" } }
        try bench.database.close()
        #expect(throws: (any Error).self) { try bench.settings.changeEmail { $0.server = "new" } }
        #expect(throws: (any Error).self) { try bench.settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a")] } }
        #expect(bench.settings.email.server == "old" && bench.settings.webhooks.isEmpty)
    }

    @Test func destinationsTellNoSecrets() throws {
        let bench = try OutboxWorkbench { settings in
            try settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a", url: "http://receiver/message?token=very-secret")] }
        }
        let destination = try #require(bench.settings.destination(.webhook("a")))
        #expect(!destination.redactedURL.contains("very-secret"))
        #expect(bench.settings.destinations.map(\.id.rawValue) == ["email", "apprise", "webhook:a"])
        #expect(bench.settings.destination(.webhook("none")) == nil)
    }

    @Test func thereIsABound() throws {
        let bench = try OutboxWorkbench()
        let many = (0...NotificationSettings.mostWebhooks).map { OutboxWorkbench.webhook("w\($0)") }
        let error = #expect(throws: PulseError.self) { try bench.settings.changeWebhooks { $0 = many } }
        #expect(error?.code == "webhooks_range" && bench.settings.webhooks.isEmpty)
    }

    /// As an older and as a newer Pulse would have stored them.
    @Test func whatAnotherVersionStoredIsReadable() throws {
        let bench = try OutboxWorkbench()
        let stored = [
            "notifications/email": #"{"enabled":true,"server":"mail","password":"word","somethingNew":{"a":[1]}}"#,
            "notifications/apprise": #"{"mode":"http","serverURL":"https://apprise","futureField":null}"#,
            "notifications/webhooks": #"[{"id":"w","url":"https://receiver/","later":true},{"id":"x","enabled":false}]"#,
        ]
        let box = SecretBox(key: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))
        for (name, text) in stored { try put(text, as: name, box, bench) }
        let again = try reopened(bench)
        #expect(again.email.enabled && again.email.password == "word" && again.email.port == 587 && again.email.tls)
        #expect(again.apprise.mode == .http && again.apprise.timeoutSeconds == 15 && again.apprise.apiKeyHeader == "X-API-KEY")
        #expect(again.webhooks.map(\.id) == ["w", "x"] && again.webhooks.map(\.enabled) == [true, false])
        #expect(again.webhooks.allSatisfy { $0.method == "POST" && $0.tagFilterMode == .all })

        // What is there in another form is never replaced by a default.
        try put(#"{"enabled":true,"port":"many"}"#, as: "notifications/email", box, bench)
        let error = #expect(throws: PulseError.self) { try reopened(bench) }
        #expect(error?.code == "document_unreadable")
    }

    private func put(_ text: String, as name: String, _ box: SecretBox, _ bench: OutboxWorkbench) throws {
        let sealed = Data(try box.seal(Data(text.utf8)))
        try bench.database.write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO documents (name, revision, sealed, body, changed_at) VALUES (?, 1, 1, ?, 0)",
                arguments: [name, sealed])
        }
    }
}
