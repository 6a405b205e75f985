extension Alert {
    /// By what quiet hours may hold it back although it is critical; `nil`: by nothing. `alerts` §5.6.
    var quietCategory: QuietHours.Category? {
        if let category = Self.quietCategories[type.rawValue] { return category }
        if metadata["incidentCategory"] == .text("availability") { return .offline }
        let name = type.rawValue
        if name.hasPrefix("zfs-") { return .storage }
        if name.hasPrefix("backup-"), name.hasSuffix("-incident") { return .storage }
        return name.hasPrefix("docker-") ? .performance : nil
    }

    private static let quietCategories: [String: QuietHours.Category] = {
        var categories: [String: QuietHours.Category] = [:]
        let performance = [
            "cpu", "memory", "disk", "diskRead", "diskWrite", "networkIn", "networkOut", "temperature", "diskTemperature", "queue-depth",
            "queue-deferred", "queue-hold", "message-age",
        ]
        let storage = ["usage", "disk-health", "disk-wearout", "storage-incident", "storage-topology", "raid"]
        let offline = [
            "connectivity", "offline", "host-offline", "powered-off", "docker-host-offline", "docker-container-state",
            "connection-degraded",
        ]
        for type in performance { categories[type] = .performance }
        for type in storage { categories[type] = .storage }
        for type in offline { categories[type] = .offline }
        return categories
    }()
}
