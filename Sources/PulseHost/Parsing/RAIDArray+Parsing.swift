extension RAIDArray {
    /// Most arrays kept.
    static let most = 256

    /// Reads `/proc/mdstat`.
    static func parse(_ cursor: ByteCursor) -> [RAIDArray]? {
        var cursor = cursor
        var arrays: [RAIDArray] = []
        while arrays.count < most, let line = cursor.line() {
            if let array = RAIDArray(heading: line) {
                arrays.append(array)
            } else if let last = arrays.indices.last {
                arrays[last].readDetail(line)
            }
        }
        for index in arrays.indices { arrays[index].settleState() }
        return arrays
    }

    /// `md6 : active (auto-read-only) raid1 sdb2[2](F) sdc[1](S) sda2[0]`
    private init?(heading line: ByteCursor) {
        var line = line
        guard line.hasPrefix("md"), let name = line.word()?.text, let colon = line.word(), colon == ":" else { return nil }
        guard let state = line.word()?.text else { return nil }
        var level = ""
        var members: [RAIDMember] = []
        while let word = line.word() {
            if let member = RAIDMember(word) {
                members.append(member)
            } else if word.first != UInt8(ascii: "("), level.isEmpty {
                level = word.text ?? ""
            }
        }
        self.init(name: name, level: level, state: state, members: members)
    }

    private mutating func readDetail(_ line: ByteCursor) {
        var line = line
        while var word = line.word() {
            if word.first == UInt8(ascii: "[") {
                readBracket(&word)
            } else if operation == nil, let found = Self.operation(word) {
                operation = found
            } else if operation != nil, word.first.map({ (0x30...0x39).contains($0) }) == true {
                guard progressPercent == nil, let value = word.decimal(), word.first == UInt8(ascii: "%") else { continue }
                progressPercent = min(value, 100)
            } else if word.hasPrefix("speed=") {
                _ = word.upTo(UInt8(ascii: "="))
                speed = word.text
            }
        }
    }

    /// `[4/3]` gives slots and those in sync. `[U_]` and the progress bar say nothing more.
    private mutating func readBracket(_ word: inout ByteCursor) {
        _ = word.skip(UInt8(ascii: "["))
        guard let slots = word.number(), word.skip(UInt8(ascii: "/")), let inSync = word.number() else { return }
        totalDevices = Int(clamping: slots)
        activeDevices = Int(clamping: inSync)
    }

    private static func operation(_ word: ByteCursor) -> String? {
        for name in ["recovery", "resync", "check", "reshape"] {
            let text = word.text
            // `resync=DELAYED` and `resync=PENDING` are one word.
            if text == name || text?.hasPrefix(name + "=") == true { return name }
        }
        return nil
    }

    private mutating func settleState() {
        guard state == "active" else { return }
        switch operation {
        case "recovery": state = "recovering"
        case "resync": state = "resyncing"
        case "reshape": state = "reshaping"
        default:
            if activeDevices < totalDevices {
                state = "degraded"
            } else if operation == "check" {
                state = "checking"
            }
        }
    }
}

extension RAIDMember {
    /// `sdb2[2](F)`
    init?(_ word: ByteCursor) {
        var word = word
        guard let device = word.upTo(UInt8(ascii: "[")).text, let slot = word.number(), word.skip(UInt8(ascii: "]")) else { return nil }
        var state = RAIDMemberState.active
        while word.skip(UInt8(ascii: "(")), let mark = word.upTo(UInt8(ascii: ")")).first {
            switch mark {
            case UInt8(ascii: "F"): state = .failed
            case UInt8(ascii: "S"): state = .spare
            case UInt8(ascii: "R"): state = .replacement
            case UInt8(ascii: "J"): state = .journal
            default: break
            }
        }
        self.init(device: device, slot: Int(clamping: slot), state: state)
    }
}
