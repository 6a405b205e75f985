/// Which module stands on which floor, and the imports that break the order.
struct Floors: Sendable {
    let floorOf: [String: Int]

    init(_ floorOf: [String: Int]) { self.floorOf = floorOf }

    /// Reads the rows `| 5 | `PulseServer` | … |` of a Markdown table.
    init(markdown: String) {
        var floors: [String: Int] = [:]
        for line in markdown.split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimming() }
            guard cells.count >= 3, let floor = Int(cells[0]), cells[1].hasPrefix("`"), cells[1].hasSuffix("`") else { continue }
            floors[String(cells[1].dropFirst().dropLast())] = floor
        }
        floorOf = floors
    }

    /// The modules of the house that `module` names and must not: those that are not on a lower floor.
    func wrong(_ named: [String], in module: String) -> [String] {
        guard let own = floorOf[module] else { return ["\(module) has no floor"] }
        return named.filter { $0 != module && (floorOf[$0].map { $0 >= own } ?? false) }
    }

    /// The modules that a Swift source imports, whatever attributes and kinds stand around the word.
    static func imports(of source: String) -> [String] {
        source.split(separator: "\n").compactMap { line in
            let words = line.prefix { $0 != "/" }.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" })
            guard let position = words.firstIndex(of: "import"), words[..<position].allSatisfy(isImportModifier) else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let rest = words[(position + 1)...].drop { kinds.contains($0) }
            return rest.first.map { String($0.prefix { $0 != "." }) }
        }
    }

    private static func isImportModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
    }

    /// The targets declared by `floor("Name", […])` and `executableTarget(name:dependencies:)` in a manifest, with the names they quote.
    static func dependencies(inManifest manifest: String) -> [String: [String]] {
        var found: [String: [String]] = [:]
        let pattern = #/(?:floor\(|executableTarget\(\s*name:)\s*"(?<name>[\w-]+)"(?:,\s*(?:dependencies:\s*)?\[(?<list>[^\]]*)\])?/#
        for match in manifest.matches(of: pattern) {
            let list = match.list ?? ""
            found[String(match.name)] = list.matches(of: #/"(\w+)"/#).map { String($0.1) }
        }
        return found
    }
}

extension Substring {
    fileprivate func trimming() -> Substring {
        var copy = self
        while copy.first == " " { copy.removeFirst() }
        while copy.last == " " { copy.removeLast() }
        return copy
    }
}
