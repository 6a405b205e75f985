extension WebhookService {
    /// Telegram's `sendMessage` in HTML mode. Limit: 4096 characters after the markup is taken off.
    static let telegram = WebhookService(
        id: .telegram, label: "Telegram", mentionPlaceholder: "@username", mentionHelp: "A user name of the chat, with its @.",
        name: "Telegram", description: "A message of a bot to a person, group or channel",
        urlPattern: "https://api.telegram.org/bot{bot_token}/sendMessage?chat_id={chat_id}",
        payloadTemplate: #"""
            {
              "chat_id": "{{.ChatID}}",
              "text": "{{if .Mention}}{{.Mention | html | jsonString}} {{end}}<b>{{.Headline | truncate 300 | html | jsonString}}</b>\n\n
            {{- .Message | truncate 3000 | html | jsonString}}
            {{- if eq .AlertCount 1}}\n\n
            {{- if .HasFigures}}Value: <b>{{.ValueFormatted | html | jsonString}}</b>, threshold {{.ThresholdFormatted | html | jsonString}}\n{{end -}}
            Since: {{.Duration | html | jsonString}}{{end}}",
              "parse_mode": "HTML",
              "disable_web_page_preview": true
            }
            """#,
        resolvedPayloadTemplate: #"""
            {
              "chat_id": "{{.ChatID}}",
              "text": "<b>{{.Headline | truncate 300 | html | jsonString}}</b>\n\n{{.Message | truncate 3000 | html | jsonString}}
            {{- if eq .AlertCount 1}}\n\nLasted: {{.Duration | html | jsonString}}{{end}}",
              "parse_mode": "HTML",
              "disable_web_page_preview": true
            }
            """#,
        instructions: """
            1. Talk to @BotFather in Telegram, make a bot with /newbot and copy its token.
            2. Write to the bot once, or add it to the group.
            3. Find the number of the chat under https://api.telegram.org/bot<token>/getUpdates; groups have negative ones.
            4. Enter https://api.telegram.org/bot<token>/sendMessage?chat_id=<number>.
            """)
}
