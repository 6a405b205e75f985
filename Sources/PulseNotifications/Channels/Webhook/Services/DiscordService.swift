extension WebhookService {
    /// Discord: one embed. Limits: title 256, description 4096, field values 1024, all together 6000 characters.
    static let discord = WebhookService(
        id: .discord, label: "Discord", mentionPlaceholder: "@everyone, <@user id> or <@&role id>",
        mentionHelp: "Whom to mention: @everyone, @here, <@user id> for a person or <@&role id> for a role.", name: "Discord",
        description: "A message in a channel of a Discord server",
        urlPattern: "https://discord.com/api/webhooks/{webhook_id}/{webhook_token}",
        payloadTemplate: #"""
            {
              "username": "Pulse Monitoring",
              {{if .Mention}}"content": "{{.Mention | truncate 2000 | jsonString}}",{{end}}
              "embeds": [{
                "title": "{{.Headline | markdown | truncate 256 | jsonString}}",
                "description": "{{.Message | markdown | truncate 3800 | jsonString}}",
                "color": {{if eq .Level "critical"}}15158332{{else if eq .Level "warning"}}15105570{{else}}3447003{{end}},
                {{if .AlertURL}}"url": "{{.AlertURL | jsonString}}",{{end}}
                "fields": [{{if eq .AlertCount 1}}
                  {"name": "Resource", "value": "{{.ResourceName | default "–" | markdown | truncate 250 | jsonString}}", "inline": true},
                  {"name": "Node", "value": "{{.NodeDisplayName | default "–" | markdown | truncate 250 | jsonString}}", "inline": true},
                  {"name": "Type", "value": "{{.Type | default "–" | markdown | truncate 250 | jsonString}}", "inline": true},
                  {{if .HasFigures}}{"name": "Value", "value": "{{.ValueFormatted | jsonString}}", "inline": true},
                  {"name": "Threshold", "value": "{{.ThresholdFormatted | jsonString}}", "inline": true},{{end}}
                  {"name": "Duration", "value": "{{.Duration | jsonString}}", "inline": true}
                {{end}}],
                "timestamp": "{{.StartTime}}",
                "footer": {"text": "Pulse Monitoring"}
              }]
            }
            """#,
        resolvedPayloadTemplate: #"""
            {
              "username": "Pulse Monitoring",
              "embeds": [{
                "title": "{{.Headline | markdown | truncate 256 | jsonString}}",
                "description": "{{.Message | markdown | truncate 3800 | jsonString}}",
                "color": 3066993,
                {{if .AlertURL}}"url": "{{.AlertURL | jsonString}}",{{end}}
                "fields": [{{if eq .AlertCount 1}}
                  {"name": "Resource", "value": "{{.ResourceName | default "–" | markdown | truncate 250 | jsonString}}", "inline": true},
                  {"name": "Node", "value": "{{.NodeDisplayName | default "–" | markdown | truncate 250 | jsonString}}", "inline": true},
                  {"name": "Type", "value": "{{.Type | default "–" | markdown | truncate 250 | jsonString}}", "inline": true},
                  {"name": "Duration", "value": "{{.Duration | jsonString}}", "inline": true},
                  {"name": "Resolved At", "value": "{{.ResolvedAt | default "–" | jsonString}}", "inline": true}
                {{end}}],
                "timestamp": "{{.ResolvedAtISO | default .Timestamp}}",
                "footer": {"text": "Pulse Monitoring"}
              }]
            }
            """#,
        instructions: """
            1. In Discord, open the settings of the channel, then Integrations, then Webhooks.
            2. Make a new webhook and copy its URL.
            3. Paste the URL here. Whoever has it can write to the channel.
            """)
}
