import PulseCore

extension AlertSchedule {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("quietHours")
        quietHours.write(to: &json)
        json.field("cooldown", cooldown.inMinutes)
        json.field("maxAlertsHour", maxAlertsHour)
        json.field("initialNotify", initialNotify.rawValue)
        json.field("notifyOnResolve", notifyOnResolve)
        json.key("escalation")
        json.object { json in
            json.field("enabled", escalation.isEnabled)
            json.key("levels")
            json.array(escalation.levels) { json, level in
                json.object { json in
                    json.field("after", level.after.inMinutes)
                    json.field("notify", level.target.rawValue)
                }
            }
        }
        json.key("grouping")
        json.object { json in
            json.field("enabled", grouping.isEnabled)
            json.field("window", grouping.window.components.seconds)
            json.field("byNode", grouping.byNode)
            json.field("byGuest", grouping.byGuest)
        }
        json.endObject()
    }
}

extension QuietHours {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("enabled", isEnabled)
        json.field("start", Self.time(start))
        json.field("end", Self.time(end))
        json.field("timezone", timeZone)
        json.key("days")
        json.object { json in
            for day in Weekday.allCases {
                json.key(day.rawValue)
                json.value(days.contains(day))
            }
        }
        json.key("suppress")
        json.object { json in
            for category in Category.allCases {
                json.key(category.rawValue)
                json.value(suppress.contains(category))
            }
        }
        json.endObject()
    }

    /// A minute of the day as `HH:MM`.
    private static func time(_ minute: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return two(minute / 60) + ":" + two(minute % 60)
    }
}
