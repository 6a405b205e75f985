import PulseAlerts

/// The mail as HTML for mail programs: tables and inline styles, 600 px at most, light and dark.
struct MailHTML {
    let words: MailWords
    /// The pictures' ids by occurrence.
    let pictures: [Occurrence: String]

    private static let font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

    var text: String {
        let subject = Self.escaped(words.subject)
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
            <title>\(subject)</title>
            <style>
            :root{color-scheme:light dark}
            @media (prefers-color-scheme:dark){
            .page{background:#0f1419!important}.card{background:#1a2129!important;border-top-color:#2b3540!important;\
            border-right-color:#2b3540!important;border-bottom-color:#2b3540!important}
            .strong{color:#f1f4f7!important}.soft{color:#9aa7b4!important}
            }
            </style></head>
            <body class="page" style="margin:0;padding:0;background:#f2f4f7">
            <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f7"><tr>
            <td align="center" style="padding:24px 12px">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;\(Self.font)">
            \(head)
            \(body)
            \(foot)
            </table></td></tr></table></body></html>
            """
    }

    private var head: String {
        let test =
            words.message.isTest
            ? "<div class=\"soft\" style=\"font-size:14px;color:#5b6875;padding-top:4px\">"
                + "This is a test message; nothing is wrong.</div>" : ""
        return """
            <tr><td style="padding:0 4px 16px">
            <div class="soft" style="font-size:13px;letter-spacing:.04em;color:#5b6875">PULSE</div>
            <div class="strong" style="font-size:20px;line-height:1.3;font-weight:600;color:#17202a;padding-top:4px">\
            \(Self.escaped(words.headline))</div>\(test)</td></tr>
            """
    }

    private var body: String {
        let groups = words.groups
        var rows: [String] = []
        for group in groups {
            if groups.count > 1 {
                rows.append(
                    """
                    <tr><td class="soft" style="padding:8px 4px;font-size:14px;font-weight:600;color:#5b6875">\
                    \(Self.escaped(group.node.isEmpty ? "Other" : group.node))</td></tr>
                    """)
            }
            rows += group.alerts.map(card)
        }
        if words.unlisted > 0 {
            rows.append("<tr><td class=\"soft\" style=\"padding:4px;font-size:14px;color:#5b6875\">and \(words.unlisted) more</td></tr>")
        }
        return rows.joined(separator: "\n")
    }

    private func card(_ alert: Alert) -> String {
        let colour = words.isResolved ? "#1a7f4b" : alert.level == .critical ? "#c62828" : "#9a5b00"
        let title = "\(words.type(of: alert)) on \(words.place(of: alert))"
        let said = words.text(of: alert)
        let text =
            said == title || said == words.headline
            ? ""
            : "<div class=\"strong\" style=\"font-size:14px;line-height:1.45;color:#17202a;padding-top:6px\">"
                + Self.escaped(said) + "</div>"
        return """
            <tr><td style="padding-bottom:12px">
            <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="background:#ffffff;\
            border:1px solid #dde3ea;border-left:4px solid \(colour);border-radius:6px"><tr><td style="padding:14px 16px">
            <span style="display:inline-block;background:\(colour);color:#ffffff;font-size:12px;font-weight:600;padding:2px 8px;\
            border-radius:10px">\(words.level(of: alert))</span>
            <div class="strong" style="font-size:16px;font-weight:600;color:#17202a;padding-top:8px">\(Self.escaped(title))</div>\(text)
            \(facts(alert))\(picture(alert))
            </td></tr></table></td></tr>
            """
    }

    private func facts(_ alert: Alert) -> String {
        let rows = words.facts(of: alert).map { fact in
            "<tr><td class=\"soft\" style=\"padding:2px 16px 2px 0;color:#5b6875;white-space:nowrap\">\(fact.name)</td>"
                + "<td class=\"strong\" style=\"padding:2px 0;color:#17202a\">\(Self.escaped(fact.value))</td></tr>"
        }
        return "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"font-size:14px;margin-top:8px\">"
            + rows.joined() + "</table>"
    }

    private func picture(_ alert: Alert) -> String {
        guard let id = pictures[alert.occurrence] else { return "" }
        let words = "Course of \(words.type(of: alert)) on \(words.name(of: alert))"
        return "\n<img src=\"cid:\(id)\" width=\"560\" alt=\"\(Self.escaped(words))\""
            + " style=\"display:block;width:100%;max-width:560px;height:auto;margin-top:12px;border:0;border-radius:4px\">"
    }

    private var foot: String {
        let link = words.link
        let button =
            link.isEmpty
            ? ""
            : "<a href=\"\(Self.escaped(link))\" style=\"display:inline-block;background:#1f5fbf;color:#ffffff;font-size:14px;"
                + "font-weight:600;text-decoration:none;padding:9px 18px;border-radius:6px\">Open Pulse</a>"
        return """
            <tr><td style="padding:4px">\(button)<div class="soft" style="font-size:12px;color:#5b6875;padding-top:14px">\
            Sent by Pulse</div></td></tr>
            """
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
