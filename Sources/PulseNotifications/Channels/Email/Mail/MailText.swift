/// The mail for programs that show no HTML, and for people who like it plain.
struct MailText {
    let words: MailWords

    var text: String {
        var lines: [String] = []
        if words.message.isTest { lines += ["This is a test message; nothing is wrong.", ""] }
        lines += [words.headline, ""]
        let groups = words.groups
        for group in groups {
            if groups.count > 1 { lines += [group.node.isEmpty ? "Other" : group.node, String(repeating: "-", count: 40), ""] }
            for alert in group.alerts {
                lines.append("\(words.level(of: alert)): \(words.type(of: alert)) on \(words.place(of: alert))")
                let said = words.text(of: alert)
                if said != words.headline { lines.append(said) }
                for fact in words.facts(of: alert) { lines.append("  \(fact.name): \(fact.value)") }
                lines.append("")
            }
        }
        if words.unlisted > 0 { lines += ["and \(words.unlisted) more", ""] }
        if !words.link.isEmpty { lines += ["Open Pulse: \(words.link)", ""] }
        lines.append("Sent by Pulse")
        return lines.joined(separator: "\n")
    }
}
