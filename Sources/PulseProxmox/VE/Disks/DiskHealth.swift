/// What smartmontools' words mean, `platform-polling` §2.8.
enum DiskHealth {
    /// `PASSED` for `OK` and everything that passed, `FAILED` for what failed, `nil` for nothing or unknown, else the word itself.
    static func word(_ word: String?) -> String? {
        guard let word else { return nil }
        let upper = word.uppercased()
        if upper.contains("FAIL") { return "FAILED" }
        if upper == "OK" || upper.contains("PASS") { return "PASSED" }
        return upper.isEmpty || upper == "UNKNOWN" ? nil : word
    }

    /// Percent of life left; `nil` outside 0 to 100, where the disk means something else.
    static func lifeLeft(_ reported: Double) -> Int? {
        (0...100).contains(reported) ? Int(reported.rounded(.down)) : nil
    }
}
