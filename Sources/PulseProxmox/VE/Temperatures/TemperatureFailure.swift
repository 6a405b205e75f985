import PulseCore

/// Why the temperatures of a node could not be read over SSH.
public enum TemperatureFailure: Error, Sendable, Equatable {
    /// There is no private key, which is usual in containers.
    case noKey
    /// The host, user or port is none.
    case badAddress
    /// The host's key could not be learnt.
    case hostKeyUnknown
    /// The host shows another key than it did when it was first asked.
    case hostKeyChanged
    /// The host does not accept the key.
    case refused
    case unreachable
    /// It took longer than it may.
    case deadline
    /// It printed more than it may.
    case tooMuchOutput
    /// The command is there but has nothing to say.
    case noSensors
    /// It printed something that is not a reading.
    case badAnswer
    /// There is no `ssh` here, or it could not be started.
    case noClient
    /// `ssh` ended with this status.
    case failed(status: Int32)

    /// A stable word.
    public var code: String {
        switch self {
        case .noKey: "ssh_key_missing"
        case .badAddress: "ssh_address_invalid"
        case .hostKeyUnknown: "ssh_host_key_unknown"
        case .hostKeyChanged: "ssh_host_key_changed"
        case .refused: "ssh_refused"
        case .unreachable: "ssh_unreachable"
        case .deadline: "ssh_timeout"
        case .tooMuchOutput: "ssh_output_too_large"
        case .noSensors: "sensors_missing"
        case .badAnswer: "sensors_malformed"
        case .noClient: "ssh_missing"
        case .failed: "ssh_failed"
        }
    }

    /// A sentence for people.
    public var sentence: String {
        switch self {
        case .noKey: "There is no SSH key for reading temperatures."
        case .badAddress: "The address of the node cannot be used with SSH."
        case .hostKeyUnknown: "The node's SSH host key could not be learnt."
        case .hostKeyChanged: "The node's SSH host key changed; temperatures are read again when the new one is accepted."
        case .refused: "The node does not accept the SSH key."
        case .unreachable: "The node is not reachable by SSH."
        case .deadline: "Reading the temperatures took too long."
        case .tooMuchOutput: "The sensors printed too much."
        case .noSensors: "The node has no sensors that can be read."
        case .badAnswer: "The sensors' output is not understood."
        case .noClient: "The ssh program cannot be started."
        case .failed(let status): "Reading the temperatures failed with status \(status)."
        }
    }

    public var pulseError: PulseError { PulseError(code, sentence) }
}
