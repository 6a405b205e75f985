extension WebhookService {
    /// Slack's blocks. Limits: header 150, section 3000, ten fields of 2000 characters; `&`, `<` and `>` are escaped.
    static let slack = WebhookService(
        id: .slack, label: "Slack", mentionPlaceholder: "<!channel> or <@member id>",
        mentionHelp: "Whom to mention: <!channel>, <!here>, <@member id> or <!subteam^group id>.", name: "Slack",
        description: "A message in a channel of a Slack workspace", urlPattern: "https://hooks.slack.com/services/{webhook_path}",
        payloadTemplate: #"""
            {
              "text": "{{.Headline | slackText | truncate 300 | jsonString}}",
              "blocks": [
                {{if .Mention}}{"type": "section", "text": {"type": "mrkdwn", "text": "{{.Mention | truncate 1000 | jsonString}}"}},{{end}}
                {"type": "header", "text": {"type": "plain_text", "text": "{{.Headline | truncate 150 | jsonString}}", "emoji": false}},
                {"type": "section", "text": {"type": "mrkdwn", "text": "{{.Message | slackText | truncate 2900 | jsonString}}"}},
                {{if eq .AlertCount 1}}{"type": "section", "fields": [
                  {"type": "mrkdwn", "text": "*Resource:*\n{{.ResourceName | slackText | truncate 500 | jsonString}}"},
                  {"type": "mrkdwn", "text": "*Node:*\n{{.NodeDisplayName | default "–" | slackText | truncate 500 | jsonString}}"},
                  {"type": "mrkdwn", "text": "*Type:*\n{{.Type | slackText | truncate 500 | jsonString}}"},
                  {{if .HasFigures}}{"type": "mrkdwn", "text": "*Value:*\n{{.ValueFormatted | slackText | jsonString}}"},
                  {"type": "mrkdwn", "text": "*Threshold:*\n{{.ThresholdFormatted | slackText | jsonString}}"},{{end}}
                  {"type": "mrkdwn", "text": "*Duration:*\n{{.Duration | slackText | jsonString}}"}
                ]},{{end}}
                {"type": "context", "elements": [{"type": "mrkdwn", "text": "
            {{- .ID | slackText | truncate 300 | jsonString}}{{if .AlertURL}} · <{{.AlertURL | jsonString}}|Open Pulse>{{end}}"}]}
              ]
            }
            """#,
        resolvedPayloadTemplate: #"""
            {
              "text": "{{.Headline | slackText | truncate 300 | jsonString}}",
              "blocks": [
                {"type": "header", "text": {"type": "plain_text", "text": "{{.Headline | truncate 150 | jsonString}}", "emoji": false}},
                {"type": "section", "text": {"type": "mrkdwn", "text": "{{.Message | slackText | truncate 2900 | jsonString}}"}},
                {{if eq .AlertCount 1}}{"type": "section", "fields": [
                  {"type": "mrkdwn", "text": "*Resource:*\n{{.ResourceName | slackText | truncate 500 | jsonString}}"},
                  {"type": "mrkdwn", "text": "*Node:*\n{{.NodeDisplayName | default "–" | slackText | truncate 500 | jsonString}}"},
                  {"type": "mrkdwn", "text": "*Duration:*\n{{.Duration | slackText | jsonString}}"},
                  {"type": "mrkdwn", "text": "*Resolved At:*\n{{.ResolvedAt | default "–" | slackText | jsonString}}"}
                ]},{{end}}
                {"type": "context", "elements": [{"type": "mrkdwn", "text": "
            {{- .ID | slackText | truncate 300 | jsonString}}{{if .AlertURL}} · <{{.AlertURL | jsonString}}|Open Pulse>{{end}}"}]}
              ]
            }
            """#,
        instructions: """
            1. Make an app under https://api.slack.com/apps and switch on Incoming Webhooks.
            2. Add a webhook for the channel and copy its URL.
            3. Paste the URL here. Whoever has it can write to the channel.
            """)
}
