/// Names and habits of one cluster.
struct ClusterTheme: Sendable {
    let name: String
    let nodes: [String]
    let network: Int
    let hasCeph: Bool
    let hasZFS: Bool

    static let catalog: [Self] = [
        Self(
            name: "kontor", nodes: ["atlas", "borealis", "cygnus", "draco", "eridanus", "fornax", "gemini", "hydra"], network: 20,
            hasCeph: true, hasZFS: false),
        Self(
            name: "werkstatt", nodes: ["ahorn", "birke", "eiche", "erle", "kiefer", "linde", "tanne", "ulme"], network: 30, hasCeph: false,
            hasZFS: true),
        Self(
            name: "kueste", nodes: ["amrum", "baltrum", "foehr", "juist", "langeoog", "norderney", "pellworm", "sylt"], network: 40,
            hasCeph: false, hasZFS: false),
    ]

    static func at(_ index: Int) -> Self {
        let theme = catalog[index % catalog.count]
        guard index >= catalog.count else { return theme }
        let round = index / catalog.count + 1
        return Self(
            name: "\(theme.name)-\(round)", nodes: theme.nodes.map { "\($0)-\(round)" }, network: theme.network + round,
            hasCeph: theme.hasCeph, hasZFS: theme.hasZFS)
    }

    /// The name of a node; beyond the known ones they are numbered.
    func node(_ index: Int) -> String {
        index < nodes.count ? nodes[index] : "\(name)-n\(index + 1)"
    }
}
