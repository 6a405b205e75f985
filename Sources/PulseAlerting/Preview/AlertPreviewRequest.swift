import PulseAlerts
import PulseCore

/// What a preview is asked for: settings that are not in force, and the window of history to try them on.
public struct AlertPreviewRequest: Sendable {
    /// Canonical ids or ids of the state; empty asks for the whole estate.
    public var resourceIDs: [String] = []
    /// Only alerts of this metric.
    public var metric: Metric?
    /// In place of the default of `metric`, in every group: custom rules, overrides and tags count as they would in earnest.
    public var threshold: Threshold?
    public var configuration: AlertConfiguration
    /// Up to a week.
    public var window: Duration = .seconds(86_400)

    public init(configuration: AlertConfiguration) { self.configuration = configuration }

    public static let longestWindow: Duration = .seconds(7 * 86_400)
    /// Resources whose history is replayed in one request at most.
    public static let mostResources = 2000
}

/// What would have happened.
public struct AlertPreview: Sendable {
    public struct Entry: Sendable {
        public var alert: Alert
        /// `nil`: still open at the end of the window.
        public var end: Timestamp?
        /// The worst value while it lasted.
        public var peak: Double
        public init(alert: Alert, end: Timestamp?, peak: Double) {
            self.alert = alert
            self.end = end
            self.peak = peak
        }
    }
    public var start: Timestamp
    public var end: Timestamp
    /// How many resources were replayed.
    public var resources: Int
    /// Resources beyond the bound that were left out.
    public var omitted: Int
    /// The coarsest distance between the points that were replayed, seconds. Shorter peaks are not seen.
    public var stepSeconds: Int
    /// By start.
    public var entries: [Entry]
    /// Notices to the kind of destination that would hear most, before grouping.
    public var notices: Int
    /// Messages to one destination of that kind after grouping.
    public var messages: Int

    /// Alerts that begin in each hour of the window, the first hour first.
    public var perHour: [Int] {
        let hours = max(1, Int((end.since(start).fractionalSeconds / 3600).rounded(.up)))
        var counts = [Int](repeating: 0, count: hours)
        for entry in entries {
            let hour = Int(entry.alert.startTime.since(start).fractionalSeconds / 3600)
            counts[min(max(hour, 0), hours - 1)] += 1
        }
        return counts
    }
}

extension AlertPreview {
    /// Entries in an answer at most; the totals count all.
    static let mostShown = 1000

    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("window")
            json.object { json in
                json.field("start", start.rfc3339)
                json.field("end", end.rfc3339)
            }
            json.field("resources", resources)
            if omitted > 0 { json.field("omittedResources", omitted) }
            json.field("stepSeconds", stepSeconds)
            json.key("alerts")
            json.array(entries.prefix(Self.mostShown)) { $1.write(to: &$0, at: end) }
            json.key("totals")
            json.object { json in
                json.field("alerts", entries.count)
                json.field("critical", entries.count { $0.alert.level == .critical })
                json.field("resources", Set(entries.map(\.alert.resourceID)).count)
                json.field("notices", notices)
                json.field("messages", messages)
            }
            json.key("perHour")
            json.array(perHour) { $0.value($1) }
        }
    }
}

extension AlertPreview.Entry {
    fileprivate func write(to json: inout JSONWriter, at now: Timestamp) {
        json.object { json in
            json.field("id", alert.id)
            json.field("type", alert.type.rawValue)
            json.field("level", alert.level.rawValue)
            json.field("resourceId", alert.resourceID)
            json.field("resourceName", alert.resourceName)
            json.field("message", alert.message)
            json.field("startTime", alert.startTime.rfc3339)
            json.optional("endTime", end)
            json.field("durationSeconds", Int((end ?? now).since(alert.startTime).fractionalSeconds))
            json.field("peak", peak)
            json.field("threshold", alert.threshold)
        }
    }
}
