import Testing

@testable import PulseAlerts

@Suite("How long a figure must be over its trigger")
struct ConfigurationDelayTests {
    @Test(arguments: [
        ("vm", "guest"), ("system-container", "guest"), ("oci-container", "system-container"), ("app-container", "guest"),
        ("docker-host", "node"), ("docker-service", "app-container"), ("agent", "node"), ("agent-disk", "agent"), ("pbs", "node"),
        ("pmg", "node"), ("k8s-cluster", "node"), ("k8s-node", "node"), ("k8s-deployment", "guest"), ("pod", "guest"),
        ("truenas-system", "agent"), ("truenas-pool", "storage"), ("truenas-dataset", "storage"), ("truenas-disk", "physical_disk"),
        ("vmware-host", "agent"), ("vmware-vm", "vm"), ("vmware-datastore", "storage"), ("vmware-network", "network"),
        ("datastore", "storage"), ("pool", "storage"), ("dataset", "storage"), ("ceph", "storage"), ("physical_disk", "disk"),
        ("disk", "storage"),
    ])
    func typesFallBack(type: String, next: String) {
        var table = DelayTable()
        table.byType = [next: 7, "all": 1]
        #expect(table.seconds(for: "cpu", of: type) == 7)
        table.byMetric = [next: ["cpu": 3]]
        #expect(table.seconds(for: "cpu", of: type) == 3)
        #expect(table.seconds(for: "memory", of: type) == 7)
        table.byType[type] = 9
        table.byMetric[type] = ["*": 4]
        #expect(table.seconds(for: "cpu", of: type) == 4, "the more specific type goes first, with any of its metrics")
        #expect(DelayTable.chain(type).starts(with: [type, next]))
    }

    @Test func lastsAreForAllAndThenNothing() {
        var table = DelayTable()
        table.byType = ["all": 8]
        #expect(table.seconds(for: "cpu", of: "vm") == 8)
        table.byMetric = ["all": ["_default": 2]]
        #expect(table.seconds(for: "cpu", of: "vm") == 2)
        #expect(DelayTable.chain("truenas-disk") == ["truenas-disk", "physical_disk", "disk", "storage"])
        table.byType = [:]
        table.byMetric = [:]
        #expect(table.seconds(for: "cpu", of: "vm") == 0)
    }

    @Test(arguments: ["default", "_default", "*"])
    func anyMetricHasThreeNames(name: String) {
        var table = DelayTable()
        table.byMetric = ["guest": [name: 6]]
        #expect(table.seconds(for: "memory", of: "vm") == 6)
    }
}
