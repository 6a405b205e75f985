extension WebhookService {
    /// ntfy: plain text of 4096 bytes at most, the rest in headers.
    static let ntfy = WebhookService(
        id: .ntfy, label: "ntfy", name: "ntfy", description: "A push message to a topic of ntfy.sh or your own server",
        urlPattern: "https://ntfy.sh/{topic}",
        headers: [
            "Content-Type": "text/plain",
            "Title":
                "{{if gt .AlertCount 1}}{{.Headline}}{{else}}{{.Level | upper}}: {{.ResourceName}}{{if .NodeDisplayName}} on {{.NodeDisplayName}}{{end}}{{end}}",
            "Priority": "{{if eq .Level \"critical\"}}urgent{{else}}high{{end}}",
            "Tags": "{{if eq .Level \"critical\"}}rotating_light{{else}}warning{{end}},pulse,{{.Type}}", "Click": "{{.AlertURL}}",
        ],
        resolvedHeaders: [
            "Content-Type": "text/plain",
            "Title":
                "{{if gt .AlertCount 1}}{{.Headline}}{{else}}RESOLVED: {{.ResourceName}}{{if .NodeDisplayName}} on {{.NodeDisplayName}}{{end}}{{end}}",
            "Priority": "default", "Tags": "white_check_mark,pulse,resolved", "Click": "{{.AlertURL}}",
        ],
        payloadTemplate: #"""
            {{if .Mention}}{{.Mention | truncateBytes 200}} {{end}}{{.Message | truncateBytes 3600}}
            {{- if eq .AlertCount 1}}
            {{if .HasFigures}}
            Value: {{.ValueFormatted}}, threshold {{.ThresholdFormatted}}{{end}}
            Duration: {{.Duration}}{{end}}
            """#,
        resolvedPayloadTemplate: #"""
            {{.Message | truncateBytes 3900}}
            {{- if eq .AlertCount 1}}

            Lasted: {{.Duration}}{{end}}
            """#,
        instructions: """
            1. Choose a topic that nobody guesses and subscribe to it in the ntfy app.
            2. Enter https://ntfy.sh/<topic>, or the address of your own server.
            3. For a protected topic add the header Authorization with Bearer <access token>.
            """)
}
