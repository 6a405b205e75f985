import PulseInventory

extension Resource {
    /// How the connection to a node fares; `nil` for what is none. The same in every form.
    ///
    /// The facet is as old as the last word of the source, and what makes the node offline may be that there was none since.
    var connectionHealth: String? {
        guard let told = content.facets.proxmox?.connectionHealth else { return nil }
        return status == .offline ? "error" : told
    }
}
