extension WebhookService {
    /// Teams' old connectors, which Microsoft retired; kept for those that still have one. Limit: 28 KB.
    static let teams = WebhookService(
        id: .teams, label: "Microsoft Teams (old connector)", name: "Microsoft Teams (old connector)",
        description: "A MessageCard for connectors that still exist; new webhooks use Microsoft Teams",
        urlPattern: "https://{tenant}.webhook.office.com/webhookb2/{webhook_path}",
        payloadTemplate: #"""
            {
              "@type": "MessageCard",
              "@context": "https://schema.org/extensions",
              "themeColor": "{{if eq .Level "critical"}}FF0000{{else if eq .Level "warning"}}FFA500{{else}}00FF00{{end}}",
              "summary": "{{.Headline | truncate 300 | jsonString}}",
              "sections": [{
                "activityTitle": "{{.Headline | html | truncate 300 | jsonString}}",
                "text": "{{.Message | truncateBytes 8000 | html | jsonString}}",
                "facts": [{{if eq .AlertCount 1}}
                  {"name": "Resource", "value": "{{.ResourceName | truncate 300 | html | jsonString}}"},
                  {"name": "Node", "value": "{{.NodeDisplayName | truncate 300 | html | jsonString}}"},
                  {"name": "Type", "value": "{{.Type | truncate 300 | html | jsonString}}"},
                  {{if .HasFigures}}{"name": "Value", "value": "{{.ValueFormatted | html | jsonString}}"},
                  {"name": "Threshold", "value": "{{.ThresholdFormatted | html | jsonString}}"},{{end}}
                  {"name": "Duration", "value": "{{.Duration | jsonString}}"}
                {{end}}]
              }]
              {{- if .AlertURL}},
              "potentialAction": [{"@type": "OpenUri", "name": "Open Pulse", "targets": [{"os": "default", "uri": "{{.AlertURL | jsonString}}"}]}]
              {{- end}}
            }
            """#,
        resolvedPayloadTemplate: #"""
            {
              "@type": "MessageCard",
              "@context": "https://schema.org/extensions",
              "themeColor": "2DC72D",
              "summary": "{{.Headline | truncate 300 | jsonString}}",
              "sections": [{
                "activityTitle": "{{.Headline | html | truncate 300 | jsonString}}",
                "text": "{{.Message | truncateBytes 8000 | html | jsonString}}",
                "facts": [{{if eq .AlertCount 1}}
                  {"name": "Resource", "value": "{{.ResourceName | truncate 300 | html | jsonString}}"},
                  {"name": "Duration", "value": "{{.Duration | jsonString}}"},
                  {"name": "Resolved At", "value": "{{.ResolvedAt | jsonString}}"}
                {{end}}]
              }]
              {{- if .AlertURL}},
              "potentialAction": [{"@type": "OpenUri", "name": "Open Pulse", "targets": [{"os": "default", "uri": "{{.AlertURL | jsonString}}"}]}]
              {{- end}}
            }
            """#,
        instructions: """
            Microsoft no longer makes such connectors. For a new webhook choose Microsoft Teams and a workflow instead.
            """)
}
