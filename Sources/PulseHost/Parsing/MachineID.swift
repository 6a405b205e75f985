/// Brings a machine id into the form of a UUID: 32 hex digits, dashed and lower case; `nil` for anything else.
func machineUUID(_ text: String?) -> String? {
    guard let text else { return nil }
    let digits = text.lowercased().filter { $0 != "-" }
    let isHex = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard digits.utf8.count == 32, isHex, digits.contains(where: { $0 != "0" }) else { return nil }
    var answer = ""
    for (index, digit) in digits.enumerated() {
        if [8, 12, 16, 20].contains(index) { answer.append("-") }
        answer.append(digit)
    }
    return answer
}
