/// One-line members of objects. The `optional` forms write nothing for what is unknown.
extension JSONWriter {
    public mutating func field(_ name: StaticString, _ text: String) {
        key(name)
        value(text)
    }
    public mutating func field(_ name: StaticString, _ number: Double) {
        key(name)
        value(number)
    }
    public mutating func field(_ name: StaticString, _ number: some BinaryInteger) {
        key(name)
        value(number)
    }
    public mutating func field(_ name: StaticString, _ flag: Bool) {
        key(name)
        value(flag)
    }
    public mutating func field(_ name: StaticString, _ texts: [String]) {
        key(name)
        array(texts) { $0.value($1) }
    }
    public mutating func field(_ name: StaticString, _ texts: [String: String]) {
        key(name)
        object(texts) { $0.value($1) }
    }

    /// Writes the member unless the text is unknown or empty.
    public mutating func optional(_ name: StaticString, _ text: String?) {
        if let text, !text.isEmpty { field(name, text) }
    }
    public mutating func optional(_ name: StaticString, _ number: Double?) {
        if let number { field(name, number) }
    }
    public mutating func optional<Number: BinaryInteger>(_ name: StaticString, _ number: Number?) {
        if let number { field(name, number) }
    }
    public mutating func optional(_ name: StaticString, _ flag: Bool?) {
        if let flag { field(name, flag) }
    }
    public mutating func optional(_ name: StaticString, _ moment: Timestamp?) {
        if let moment { field(name, moment.rfc3339) }
    }
    /// Writes the member unless the list is empty.
    public mutating func optional(_ name: StaticString, _ texts: [String]) {
        if !texts.isEmpty { field(name, texts) }
    }
    /// Writes the member unless the map is empty.
    public mutating func optional(_ name: StaticString, _ texts: [String: String]) {
        if !texts.isEmpty { field(name, texts) }
    }

    /// Writes an array, one element by each call of `write`.
    public mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void) {
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }
    /// Writes an object with its keys in order, so that equal content gives equal bytes.
    public mutating func object<Value>(_ members: [String: Value], _ write: (inout JSONWriter, Value) -> Void) {
        beginObject()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            key(name)
            write(&self, value)
        }
        endObject()
    }
    /// Writes an object, its members by `write`.
    public mutating func object(_ write: (inout JSONWriter) -> Void) {
        beginObject()
        write(&self)
        endObject()
    }
}
