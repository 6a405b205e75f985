import PulseInventory

/// `GET /simple-stats`: a table for terminals, e-paper and old tablets. No script, no style, every text escaped.
struct SimpleStatsPage {
    private let rows: [Resource]
    private static let columns: [String] = ["Name", "Status", "CPU", "Memory", "Disk Read", "Disk Write", "Net In", "Net Out"]
    /// Most rows on the page.
    private static let limit = 2000

    init(_ resources: [Resource]) {
        rows = Array(resources.lazy.filter { $0.kind.isWorkload || $0.kind == .agent }.prefix(Self.limit))
    }

    var html: String {
        var page = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="refresh" content="10"><title>Pulse: simple stats</title></head>
            <body><h1>Pulse</h1>
            <table border="1" cellpadding="4"><thead><tr>
            """
        for column in Self.columns { page += "<th scope=\"col\">\(column)</th>" }
        page += "</tr></thead><tbody>\n"
        for row in rows { page += Self.row(row) }
        if rows.isEmpty { page += "<tr><td colspan=\"\(Self.columns.count)\">Nothing is watched yet.</td></tr>\n" }
        page += "</tbody></table></body></html>\n"
        return page
    }

    private static func row(_ resource: Resource) -> String {
        let metrics = resource.content.metrics
        let cells = [
            escape(resource.name), escape(resource.presentationStatus), percent(metrics.cpu), percent(metrics.memory?.percent),
            rate(metrics.diskRead), rate(metrics.diskWrite), rate(metrics.netIn), rate(metrics.netOut),
        ]
        return "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
    }

    /// Text safe in HTML content and attributes.
    static func escape(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func percent(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "–" }
        return "\((value * 10).rounded() / 10) %"
    }

    private static func rate(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "–" }
        let units: [String] = ["B/s", "KiB/s", "MiB/s", "GiB/s", "TiB/s"]
        var scaled = value
        var unit = 0
        while scaled >= 1024, unit < units.count - 1 {
            scaled /= 1024
            unit += 1
        }
        return "\((scaled * 10).rounded() / 10) \(units[unit])"
    }
}
