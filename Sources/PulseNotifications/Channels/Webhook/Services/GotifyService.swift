extension WebhookService {
    /// Gotify: a message in Markdown.
    static let gotify = WebhookService(
        id: .gotify, label: "Gotify", name: "Gotify", description: "A message by your own Gotify server",
        urlPattern: "https://{server}/message?token={token}",
        payloadTemplate: #"""
            {
              "title": "{{.Headline | oneLine | truncate 250 | jsonString}}",
              "message": "{{.Message | truncate 8000 | markdown | jsonString}}
            {{- if eq .AlertCount 1}}\n\n{{if .HasFigures}}**Value:** {{.ValueFormatted | markdown | jsonString}}, threshold {{.ThresholdFormatted | markdown | jsonString}}\n\n{{end -}}
            **Duration:** {{.Duration | jsonString}}{{end}}",
              "priority": {{if eq .Level "critical"}}10{{else if eq .Level "warning"}}5{{else}}2{{end}},
              "extras": {
                "client::display": {"contentType": "text/markdown"},
                {{if .AlertURL}}"client::notification": {"click": {"url": "{{.AlertURL | jsonString}}"}},{{end}}
                "pulse::alert": {"id": "{{.ID | jsonString}}", "level": "{{.Level}}", "type": "{{.Type | jsonString}}", "resource_name": "{{.ResourceName | jsonString}}", "node": "{{.Node | jsonString}}", "value": {{json .Value}}, "threshold": {{json .Threshold}}, "duration": "{{.Duration}}", "instance": "{{.Instance | jsonString}}"}
              }
            }
            """#,
        resolvedPayloadTemplate: #"""
            {
              "title": "{{.Headline | oneLine | truncate 250 | jsonString}}",
              "message": "{{.Message | truncate 8000 | markdown | jsonString}}{{if eq .AlertCount 1}}\n\n**Lasted:** {{.Duration | jsonString}}{{end}}",
              "priority": 2,
              "extras": {
                "client::display": {"contentType": "text/markdown"},
                "pulse::alert": {"id": "{{.ID | jsonString}}", "event": "resolved", "type": "{{.Type | jsonString}}", "resource_name": "{{.ResourceName | jsonString}}", "node": "{{.Node | jsonString}}", "duration": "{{.Duration}}", "instance": "{{.Instance | jsonString}}"}
              }
            }
            """#,
        instructions: """
            1. In Gotify, make an application under Apps and copy its token.
            2. Enter https://<your server>/message?token=<token>.
            3. A server on a private address must be allowed in the setting for private webhook addresses.
            """)
}
