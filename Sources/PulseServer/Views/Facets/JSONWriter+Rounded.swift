import PulseCore

/// Measured figures leave the server rounded, so that noise below what a screen shows changes no byte of a frame.
extension JSONWriter {
    /// A percentage, temperature or load: two decimals. Numbers JSON cannot write count as unknown.
    mutating func optionalRounded(_ name: StaticString, _ number: Double?) {
        if let number, number.isFinite { field(name, Self.hundredths(number)) }
    }

    /// Bytes per second, whole.
    mutating func optionalRate(_ name: StaticString, _ rate: Double?) {
        if let rate, rate.isFinite { field(name, rate.rounded()) }
    }

    /// A map of readings, two decimals each.
    mutating func optionalRounded(_ name: StaticString, _ numbers: [String: Double]) {
        let finite = numbers.filter { $0.value.isFinite }
        guard !finite.isEmpty else { return }
        key(name)
        object(finite) { $0.value(Self.hundredths($1)) }
    }

    /// A list of readings, two decimals each.
    mutating func optionalRounded(_ name: StaticString, _ numbers: [Double]) {
        guard !numbers.isEmpty, numbers.allSatisfy(\.isFinite) else { return }
        key(name)
        array(numbers) { $0.value(Self.hundredths($1)) }
    }

    /// Writes the member, an array of objects, unless the list is empty.
    mutating func optionalObjects<Element>(_ name: StaticString, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        guard !elements.isEmpty else { return }
        key(name)
        array(elements) { json, element in json.object { write(&$0, element) } }
    }

    /// Writes the member, an object, when there is one.
    mutating func optionalObject<Element>(_ name: StaticString, _ element: Element?, _ write: (inout JSONWriter, Element) -> Void) {
        guard let element else { return }
        key(name)
        object { write(&$0, element) }
    }

    static func hundredths(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}
