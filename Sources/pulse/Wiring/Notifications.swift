import Logging
import PulseCore
import PulseNotifications
import PulseStorage

/// The outbox, its destinations, and the worker that empties it.
struct Notifications {
    let outbox: Outbox
    let settings: NotificationSettings

    init(_ stores: Stores, clock: any WallClock, log: Logger) throws {
        outbox = Outbox(database: stores.database)
        settings = try NotificationSettings(database: stores.database, secrets: stores.secrets, clock: clock)
    }
}
