import PulseCore

extension CustomRule {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", id)
        json.field("name", name)
        json.optional("description", description)
        json.key("filterConditions")
        json.object { json in
            json.key("filters")
            json.array(filters) { $1.write(to: &$0) }
            json.field("logicalOperator", join.rawValue)
        }
        json.key("thresholds")
        thresholds.write(to: &json)
        json.field("priority", priority)
        json.field("enabled", isEnabled)
        json.key("notifications")
        json.rawValue(#"{"email":{"enabled":false,"recipients":[]},"webhook":{"enabled":false,"url":""}}"#.utf8)
        json.optional("createdAt", createdAt)
        json.optional("updatedAt", updatedAt)
        json.endObject()
    }
}

extension CustomRule.Filter {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("type", kind.rawValue)
        json.field("field", field)
        json.field("operator", comparison.rawValue)
        json.key("value")
        if let number, kind == .metric { json.value(number) } else { json.value(text) }
        json.optional("rawText", rawText)
        json.endObject()
    }
}
