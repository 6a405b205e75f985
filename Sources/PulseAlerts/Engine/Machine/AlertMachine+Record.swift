import PulseCore

extension AlertMachine {
    /// Its name among the records.
    var recordKey: String { rule.part.map { "\(subject)|\(rule.spec.rawValue)|\($0)" } ?? "\(subject)|\(rule.spec.rawValue)" }

    /// Everything that must outlive a restart, as JSON. Moments of the steady clock are written as the wall showed them.
    func record(in context: StepContext) -> StoredRecord {
        var json = JSONWriter(capacity: firing == nil && memory.ended == nil ? 256 : 2048)
        json.beginObject()
        json.field("subject", subject)
        json.field("spec", rule.spec.rawValue)
        if let part = rule.part { json.field("part", part) }
        json.optional("counted", memory.counted?.milliseconds)
        if let pending {
            json.key("pending")
            pending.write(to: &json, context)
        }
        if let firing {
            json.key("firing")
            firing.write(to: &json, context)
        }
        memory.write(to: &json, context)
        json.endObject()
        return StoredRecord(key: recordKey, body: json.bytes)
    }

    /// The machine of a record; `nil` when it cannot be read.
    init?(_ record: StoredRecord, in context: StepContext) {
        let read = try? JSONReader.read(record.body) { reader throws(JSONFailure) in try Self.read(&reader, context) }
        guard let machine = read ?? nil else { return nil }
        self = machine
        storedAt = context.now.steady
    }

    private static func read(_ reader: inout JSONReader, _ context: StepContext) throws(JSONFailure) -> AlertMachine? {
        var (subject, spec, part): (String?, String?, String?) = (nil, nil, nil)
        var (pending, firing, memory): (Pending?, Firing?, Memory) = (nil, nil, Memory())
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "subject": subject = try reader.string()
            case "spec": spec = try reader.string()
            case "part": part = try reader.string()
            case "pending": pending = try Pending.read(&reader, context)
            case "firing": firing = try Firing.read(&reader, context)
            default: try memory.read(key, &reader, context)
            }
        }
        guard let subject, let spec else { return nil }
        var machine = AlertMachine(subject: subject, rule: RuleID(RuleID.Spec(spec), part: part))
        machine.firing = firing
        machine.pending = firing == nil ? pending : nil
        machine.memory = memory
        return machine
    }
}

extension JSONWriter {
    /// A moment of the steady clock as the wall showed it, in milliseconds.
    mutating func moment(_ name: StaticString, _ steady: Duration?, _ context: StepContext) {
        if let steady { field(name, context.wall(steady).milliseconds) }
    }
    mutating func moments(_ name: StaticString, _ steady: [Duration], _ context: StepContext) {
        guard !steady.isEmpty else { return }
        key(name)
        array(steady) { $0.value(context.wall($1).milliseconds) }
    }
}

extension JSONReader {
    mutating func timestamp() throws(JSONFailure) -> Timestamp? { try int64().map(Timestamp.init(milliseconds:)) }
    /// A moment that `JSONWriter.moment` wrote, on the steady clock.
    mutating func moment(_ context: StepContext) throws(JSONFailure) -> Duration? { try timestamp().map(context.steady) }
    mutating func moments(_ context: StepContext) throws(JSONFailure) -> [Duration] {
        var moments: [Duration] = []
        try array { reader throws(JSONFailure) in
            if let moment = try reader.moment(context) { moments.append(moment) }
        }
        return moments
    }
}
