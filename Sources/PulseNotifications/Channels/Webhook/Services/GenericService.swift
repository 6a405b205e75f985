extension WebhookService {
    /// JSON for programs: the first alert by itself and all of them as the API shows them, `notifications` §4.3.
    static let generic = WebhookService(
        id: .generic, label: "Generic", name: "Generic", description: "JSON for a program of your own", urlPattern: "",
        payloadTemplate: #"""
            {
              "event": "{{.Event}}",
              "alert": {
                "id": "{{.ID | jsonString}}",
                "level": "{{.Level}}",
                "type": "{{.Type | jsonString}}",
                "resource_name": "{{.ResourceName | jsonString}}",
                "node": "{{.Node | jsonString}}",
                "message": "{{(index .Alerts 0).Message | jsonString}}",
                "value": {{json .Value}},
                "threshold": {{json .Threshold}},
                "start_time": "{{.StartTime}}",
                "duration": "{{.Duration}}"
              },
              "alerts": {{.AlertsJSON}},
              "count": {{.AlertCount}},
              "grouped": {{gt .AlertCount 1}},
              {{if .TenantID}}"tenant": {"id": "{{.TenantID | jsonString}}", "name": "{{.TenantName | jsonString}}"},{{end}}
              {{if .Instance}}"dashboard": "{{.Instance | jsonString}}",{{end}}
              "alertIdentifier": "{{.ID | jsonString}}",
              "timestamp": "{{.Timestamp}}",
              "timestampUnix": {{.TimestampUnix}},
              "source": "pulse-monitoring"
            }
            """#,
        resolvedPayloadTemplate: #"""
            {
              "event": "resolved",
              "alert": {
                "id": "{{.ID | jsonString}}",
                "type": "{{.Type | jsonString}}",
                "resource_name": "{{.ResourceName | jsonString}}",
                "node": "{{.Node | jsonString}}",
                "message": "{{(index .Alerts 0).Message | jsonString}}",
                "start_time": "{{.StartTime}}",
                "resolved_at": "{{.ResolvedAtISO}}",
                "duration": "{{.Duration}}"
              },
              "alerts": {{.AlertsJSON}},
              "count": {{.AlertCount}},
              "grouped": {{gt .AlertCount 1}},
              "resolvedAt": {{.ResolvedUnix}},
              "resolvedAtIso": "{{.ResolvedAtISO}}",
              {{if .TenantID}}"tenant": {"id": "{{.TenantID | jsonString}}", "name": "{{.TenantName | jsonString}}"},{{end}}
              {{if .Instance}}"dashboard": "{{.Instance | jsonString}}",{{end}}
              "alertIdentifier": "{{.ID | jsonString}}",
              "timestamp": "{{.Timestamp}}",
              "timestampUnix": {{.TimestampUnix}},
              "source": "pulse-monitoring"
            }
            """#,
        instructions: """
            Enter the address of your program. It gets a POST with JSON. Set a signing secret and check X-Pulse-Signature, \
            which is v1= and the HMAC-SHA256 of "<X-Pulse-Timestamp>.<body>" in hexadecimal digits.
            """)
}
