extension WebhookService {
    /// PagerDuty's events, version 2: one for each alert, since `dedup_key` names one. Limits: summary 1024, `dedup_key` 255.
    static let pagerDuty = WebhookService(
        id: .pagerduty, label: "PagerDuty", name: "PagerDuty", description: "Incidents by the Events API, version 2",
        urlPattern: "https://events.pagerduty.com/v2/enqueue",
        headers: ["Content-Type": "application/json", "Accept": "application/vnd.pagerduty+json;version=2"],
        payloadTemplate: event("trigger"),
        resolvedPayloadTemplate: event("resolve"),
        instructions: """
            1. In PagerDuty, open the service, then Integrations, and add Events API V2.
            2. Copy the integration key into the custom field routing_key.
            3. Enter https://events.pagerduty.com/v2/enqueue, or https://events.eu.pagerduty.com/v2/enqueue in Europe.
            """,
        requiredFields: ["routing_key"], alertsPerRequest: 1)

    private static func event(_ action: String) -> String {
        #"""
        {
          "routing_key": "{{.CustomFields.routing_key | jsonString}}",
          "event_action": "\#(action)",
          "dedup_key": "{{.DedupKey | jsonString}}",
          "payload": {
            "summary": "{{printf "%s: %s" .Headline .Message | oneLine | truncate 1024 | jsonString}}",
            "timestamp": "{{.StartTime}}",
            "severity": "{{if eq .Level "critical"}}critical{{else if eq .Level "warning"}}warning{{else}}info{{end}}",
            "source": "{{.NodeDisplayName | default .ResourceName | default "pulse" | truncate 250 | jsonString}}",
            "component": "{{.ResourceName | truncate 250 | jsonString}}",
            "group": "{{.ResourceType | truncate 250 | jsonString}}",
            "class": "{{.Type | truncate 250 | jsonString}}",
            "custom_details": {
              "alert_identifier": "{{.ID | truncate 1000 | jsonString}}",
              "resource_type": "{{.ResourceType | jsonString}}",
              "current_value": "{{.ValueFormatted | jsonString}}",
              "threshold": "{{.ThresholdFormatted | jsonString}}",
              "duration": "{{.Duration | jsonString}}",
              "instance": "{{.Instance | jsonString}}"
            }
          },
          "client": "Pulse Monitoring"
          {{- if .AlertURL}},
          "client_url": "{{.Instance | jsonString}}",
          "links": [{"href": "{{.AlertURL | jsonString}}", "text": "Open Pulse"}]
          {{- end}}
        }
        """#
    }
}
