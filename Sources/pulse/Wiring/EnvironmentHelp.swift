import PulseServer

/// The environment table as text for `--help`.
enum EnvironmentHelp {
    static var table: String {
        let variables = PulseConfiguration.environment
        let width = variables.map(\.name.count).max() ?? 0
        return variables.map { variable in
            let name = variable.name + String(repeating: " ", count: width - variable.name.count)
            let fallback = variable.defaultText.isEmpty ? "" : " [\(variable.defaultText)]"
            return "\(name)  \(variable.help)\(fallback)"
        }.joined(separator: "\n")
    }
}
