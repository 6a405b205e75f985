/// What `ssh` means by its complaint. 255 is its own status, any other the command's.
struct SSHRefusal {
    let failure: TemperatureFailure

    init(_ result: ChildProcess.Result) {
        let text = String(decoding: result.errors, as: UTF8.self).lowercased()
        func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        if result.status != 255 {
            failure = result.status == 127 ? .noSensors : .failed(status: result.status)
        } else if says("identification has changed", "host key for") {
            failure = .hostKeyChanged
        } else if says(
            "host key verification failed", "no matching host key", "no ed25519 host key", "no rsa host key", "no ecdsa host key")
        {
            failure = .hostKeyUnknown
        } else if says(
            "permission denied", "too many authentication failures", "no supported authentication", "bad permissions", "invalid format")
        {
            failure = .refused
        } else if says(
            "connection refused", "no route to host", "unreachable", "could not resolve", "connection reset", "connection closed",
            "kex_exchange_identification", "timed out")
        {
            failure = .unreachable
        } else {
            failure = .failed(status: result.status)
        }
    }
}
