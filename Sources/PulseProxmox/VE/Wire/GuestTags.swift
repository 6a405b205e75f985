/// Tags of a guest as the platform writes them.
enum GuestTags {
    /// The tags of `a;b;c`, in their order, each once. Old versions separate by commas.
    static func split(_ text: String?) -> [String] {
        guard let text, !text.isEmpty else { return [] }
        var tags: [String] = []
        for part in text.split(whereSeparator: { $0 == ";" || $0 == "," || $0 == " " }) {
            let tag = String(part)
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }
}
