extension WebhookService {
    /// Teams' workflows: an adaptive card. Limit: 28 KB.
    static let teamsAdaptive = WebhookService(
        id: .teamsAdaptive, label: "Microsoft Teams", name: "Microsoft Teams",
        description: "An adaptive card by a workflow of Microsoft Teams",
        urlPattern: "https://{environment}.api.powerplatform.com/powerautomate/automations/direct/workflows/{workflow_path}",
        payloadTemplate: #"""
            {
              "type": "message",
              "attachments": [{
                "contentType": "application/vnd.microsoft.card.adaptive",
                "contentUrl": null,
                "content": {
                  "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                  "type": "AdaptiveCard",
                  "version": "1.4",
                  "body": [
                    {"type": "TextBlock", "text": "{{.Headline | oneLine | truncate 300 | jsonString}}", "weight": "Bolder", "size": "Medium", "wrap": true,
                     "color": "{{if eq .Level "critical"}}Attention{{else if eq .Level "warning"}}Warning{{else}}Good{{end}}"},
                    {{if eq .AlertCount 1}}{"type": "TextBlock", "text": "{{.Message | truncateBytes 4000 | jsonString}}", "wrap": true},
                    {"type": "FactSet", "facts": [
                      {"title": "Resource", "value": "{{.ResourceName | truncate 300 | jsonString}}"},
                      {"title": "Node", "value": "{{.NodeDisplayName | default "–" | truncate 300 | jsonString}}"},
                      {"title": "Type", "value": "{{.Type | truncate 300 | jsonString}}"},
                      {{if .HasFigures}}{"title": "Value", "value": "{{.ValueFormatted | jsonString}}"},
                      {"title": "Threshold", "value": "{{.ThresholdFormatted | jsonString}}"},{{end}}
                      {"title": "Duration", "value": "{{.Duration | jsonString}}"}
                    ]}
                    {{- else}}{"type": "FactSet", "facts": [{{range $i, $alert := .ListedAlerts}}{{if $i}},{{end}}
                      {"title": "{{$alert.ResourceName | truncateBytes 150 | jsonString}}", "value": "{{$alert.Level | title}}: {{$alert.Message | oneLine | truncateBytes 300 | jsonString}}"}
                    {{- end}}]}
                    {{- if .UnlistedCount}},
                    {"type": "TextBlock", "text": "and {{.UnlistedCount}} more", "isSubtle": true}{{end}}
                    {{- end}}
                  ]
                  {{- if .AlertURL}},
                  "actions": [{"type": "Action.OpenUrl", "title": "Open Pulse", "url": "{{.AlertURL | jsonString}}"}]
                  {{- end}}
                }
              }]
            }
            """#,
        resolvedPayloadTemplate: #"""
            {
              "type": "message",
              "attachments": [{
                "contentType": "application/vnd.microsoft.card.adaptive",
                "contentUrl": null,
                "content": {
                  "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                  "type": "AdaptiveCard",
                  "version": "1.4",
                  "body": [
                    {"type": "TextBlock", "text": "{{.Headline | oneLine | truncate 300 | jsonString}}", "weight": "Bolder", "size": "Medium", "wrap": true, "color": "Good"},
                    {"type": "FactSet", "facts": [{{range $i, $alert := .ListedAlerts}}{{if $i}},{{end}}
                      {"title": "{{$alert.ResourceName | truncateBytes 150 | jsonString}}", "value": "resolved {{$alert.ResolvedAt | jsonString}}, lasted {{$alert.Duration | jsonString}}"}
                    {{- end}}]}
                    {{- if .UnlistedCount}},
                    {"type": "TextBlock", "text": "and {{.UnlistedCount}} more", "isSubtle": true}{{end}}
                  ]
                  {{- if .AlertURL}},
                  "actions": [{"type": "Action.OpenUrl", "title": "Open Pulse", "url": "{{.AlertURL | jsonString}}"}]
                  {{- end}}
                }
              }]
            }
            """#,
        instructions: """
            1. In Teams, open the menu of the channel, then Workflows.
            2. Choose the template that posts to a channel when a webhook request is received, and finish it.
            3. Copy the URL that the workflow shows and paste it here. Whoever has it can write to the channel.
            """)
}
