extension WebhookService {
    /// Pushover. Limits: message 1024, title 250 characters; `timestamp` in seconds; the emergency priority needs `retry` and `expire`.
    static let pushover = WebhookService(
        id: .pushover, label: "Pushover", name: "Pushover", description: "Push messages to phones by Pushover",
        urlPattern: "https://api.pushover.net/1/messages.json",
        payloadTemplate: #"""
            {
              "token": "{{.CustomFields.token | jsonString}}",
              "user": "{{.CustomFields.user | jsonString}}",
              "title": "{{.Headline | oneLine | truncate 250 | jsonString}}",
              "message": "{{if .Mention}}{{.Mention | truncate 100 | jsonString}} {{end}}{{.Message | truncate 900 | jsonString}}",
              "priority": {{if .CustomFields.priority}}{{.CustomFields.priority}}{{else if eq .Level "critical"}}1{{else if eq .Level "warning"}}0{{else}}-1{{end}},
              {{if eq .CustomFields.priority "2"}}"retry": {{.CustomFields.retry | default "60"}}, "expire": {{.CustomFields.expire | default "3600"}},{{end}}
              "sound": "{{if .CustomFields.sound}}{{.CustomFields.sound | jsonString}}{{else if eq .Level "critical"}}siren{{else if eq .Level "warning"}}tugboat{{else}}pushover{{end}}",
              {{if .CustomFields.device}}"device": "{{.CustomFields.device | jsonString}}",{{end}}
              {{if .AlertURL}}"url": "{{.AlertURL | truncate 512 | jsonString}}", "url_title": "Open Pulse",{{end}}
              "timestamp": {{.StartUnix}}
            }
            """#,
        resolvedPayloadTemplate: #"""
            {
              "token": "{{.CustomFields.token | jsonString}}",
              "user": "{{.CustomFields.user | jsonString}}",
              "title": "{{.Headline | oneLine | truncate 250 | jsonString}}",
              "message": "{{.Message | truncate 1024 | jsonString}}",
              "priority": -1,
              "sound": "pushover",
              {{if .CustomFields.device}}"device": "{{.CustomFields.device | jsonString}}",{{end}}
              "timestamp": {{.ResolvedUnix}}
            }
            """#,
        instructions: """
            1. Make an application under https://pushover.net/apps/build and copy its token into the custom field token.
            2. Copy your user or group key into the custom field user.
            3. If you like, set the custom fields device, sound and priority (-2 to 2).
            """,
        requiredFields: ["token", "user"])
}
