extension WebhookService {
    /// Mattermost: Markdown with a table. Limit: 16383 characters.
    static let mattermost = WebhookService(
        id: .mattermost, label: "Mattermost", mentionPlaceholder: "@channel or @username",
        mentionHelp: "Whom to mention: @channel, @here or @username.", name: "Mattermost",
        description: "A message in a channel of a Mattermost server", urlPattern: "https://{server}/hooks/{webhook_id}",
        payloadTemplate: #"""
            {
              "username": "Pulse Monitoring",
              {{if .Instance}}"icon_url": "{{.Instance | jsonString}}/favicon.svg",{{end}}
              "text": "{{if .Mention}}{{.Mention | truncate 500 | jsonString}} {{end}}#### {{.Headline | oneLine | truncate 300 | markdown | jsonString}}\n
            {{- if eq .AlertCount 1}}{{.Message | truncate 4000 | markdown | jsonString}}\n\n| | |\n|:--|:--|\n
            {{- ""}}| Resource | {{.ResourceName | oneLine | truncate 300 | markdown | jsonString}} |\n
            {{- ""}}| Node | {{.NodeDisplayName | oneLine | truncate 300 | markdown | jsonString}} |\n
            {{- ""}}| Type | {{.Type | markdown | jsonString}} |\n
            {{- if .HasFigures}}| Value | {{.ValueFormatted | markdown | jsonString}} |\n| Threshold | {{.ThresholdFormatted | markdown | jsonString}} |\n{{end}}
            {{- ""}}| Duration | {{.Duration | jsonString}} |\n
            {{- else}}\n| Level | Resource | Message |\n|:--|:--|:--|\n
            {{- range .ListedAlerts}}| {{.Level | title}} | {{.ResourceName | oneLine | truncate 80 | markdown | jsonString}} | {{.Message | oneLine | truncate 200 | markdown | jsonString}} |\n{{end}}
            {{- if .UnlistedCount}}\nand {{.UnlistedCount}} more\n{{end}}{{end}}
            {{- if .AlertURL}}\n[Open Pulse]({{.AlertURL | jsonString}}){{end}}"
            }
            """#,
        resolvedPayloadTemplate: #"""
            {
              "username": "Pulse Monitoring",
              {{if .Instance}}"icon_url": "{{.Instance | jsonString}}/favicon.svg",{{end}}
              "text": "#### {{.Headline | oneLine | truncate 300 | markdown | jsonString}}\n\n| Resource | Resolved At | Duration |\n|:--|:--|:--|\n
            {{- range .ListedAlerts}}| {{.ResourceName | oneLine | truncate 200 | markdown | jsonString}} | {{.ResolvedAt | jsonString}} | {{.Duration | jsonString}} |\n{{end}}
            {{- if .UnlistedCount}}\nand {{.UnlistedCount}} more\n{{end}}"
            }
            """#,
        instructions: """
            1. In Mattermost, open Integrations, then Incoming Webhooks, and add one for the channel.
            2. Copy its URL and paste it here. Whoever has it can write to the channel.
            """)
}
