import PulseInventory
import PulseProxmox

/// What has to be done so that exactly the wanted connections are polled. Untouched connections keep their polls, rates and breakers.
struct ConnectionDiff: Equatable {
    /// Their polls stop and what they described leaves the inventory.
    var stop: [ProxmoxConnection] = []
    /// They are polled anew; what they described stays until they have spoken.
    var replace: [ProxmoxConnection] = []
    var start: [ProxmoxConnection] = []

    init(running: [ProxmoxConnection], wanted: [ProxmoxConnection]) {
        for old in running {
            guard let new = wanted.first(where: { $0.id == old.id }), new.scope == old.scope else {
                stop.append(old)
                continue
            }
            if new.settled != old.settled { replace.append(new) }
        }
        let kept = Set(running.map(\.id)).subtracting(stop.map(\.id))
        start = wanted.filter { !kept.contains($0.id) }
    }

    /// Whether the connection is polled: it is switched on and has something to sign in with.
    static func isWanted(_ connection: ProxmoxConnection) -> Bool { connection.isEnabled && connection.hasCredentials }
}
