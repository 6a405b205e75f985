import PulseCore

/// What the answer of `GET /nodes/{node}/qemu/{vmid}/config` says that is of interest.
struct MachineConfiguration: Sendable, Equatable {
    /// `nil` when the answer does not tell.
    var startsOnBoot: Bool?

    init(_ bytes: [UInt8]) throws(JSONFailure) {
        var onBoot = OnBoot()
        let isObject = try Envelope.object(bytes) { (key, reader) throws(JSONFailure) in
            if case "onboot" = key { try onBoot.read(&reader) }
        }
        startsOnBoot = isObject ? onBoot.value : nil
    }
}

/// Whether a guest is started with its node, as configurations say it: Proxmox leaves out what is at its default, which is off.
struct OnBoot: Sendable, Equatable {
    private(set) var value: Bool? = false
    mutating func read(_ reader: inout JSONReader) throws(JSONFailure) { value = try reader.bool() }
}
