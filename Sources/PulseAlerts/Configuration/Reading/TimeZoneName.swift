import Foundation

/// Names of the time zone database, as the system's own copy knows them.
enum TimeZoneName {
    private static let known: Set<String> = Set(TimeZone.knownTimeZoneIdentifiers)

    /// Whether there is a zone of that name. Case counts, as it does where zones are files.
    static func isKnown(_ name: String) -> Bool {
        guard name.utf8.count <= 64 else { return false }
        if known.contains(name) || name == "UTC" { return true }
        // Older names of zones, such as `US/Eastern`; abbreviations and offsets are no places.
        return name.contains("/") && TimeZone(identifier: name) != nil
    }
}
