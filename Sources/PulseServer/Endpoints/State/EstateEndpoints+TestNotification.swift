import PulseCore

extension EstateEndpoints {
    /// Lets an administrator see that live events reach the browser.
    var testNotification: Endpoint {
        .post(
            "/api/test-notification", access: .admin(.settingsWrite), bodyLimit: 1024, answers: .object([("status", .text)]),
            "Sends a sample event to every administrator's open page."
        ) { [feed] _ in
            var json = JSONWriter()
            json.object { json in
                json.field("type", "pve")
                json.field("host", "test-node.example.com")
                json.field("name", "Test Node")
                json.field("tokenId", "test-token")
                json.field("hasToken", true)
            }
            await feed.broadcast(type: "node_auto_registered", data: json.bytes, audience: .admins(.settingsRead), stamped: true)
            return .object { $0.field("status", "notification sent") }
        }
    }
}
