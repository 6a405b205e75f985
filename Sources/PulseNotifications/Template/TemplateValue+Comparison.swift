extension TemplateValue {
    /// Elements, members, or bytes of a text.
    func length() throws(TemplateComplaint) -> Int {
        switch self {
        case .text(let text): text.utf8.count
        case .list(let values): values.count
        case .map(let members): members.count
        case .texts(let members): members.count
        default: throw TemplateComplaint("\(kind) has no length")
        }
    }

    func isEqual(to other: TemplateValue) throws(TemplateComplaint) -> Bool {
        switch (self, other) {
        case (.none, .none): true
        case (.none, _), (_, .none): false
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.flag(let left), .flag(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.integer, .number), (.number, .integer), (.number, .number): asNumber == other.asNumber
        default: throw TemplateComplaint("\(kind) and \(other.kind) cannot be compared")
        }
    }

    func isLess(than other: TemplateValue) throws(TemplateComplaint) -> Bool {
        switch (self, other) {
        case (.text(let left), .text(let right)): return left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.integer(let left), .integer(let right)): return left < right
        case (.integer, .number), (.number, .integer), (.number, .number):
            guard let left = asNumber, let right = other.asNumber else { return false }
            return left < right
        default: throw TemplateComplaint("\(kind) and \(other.kind) cannot be compared")
        }
    }

    var asNumber: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// Bytes that working with the value costs.
    var weight: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .list(let values): 16 * values.count
        case .map(let members), .record(let members): 16 * members.count
        case .texts(let members): 16 * members.count
        case .none, .integer, .number, .flag: 1
        }
    }
}
