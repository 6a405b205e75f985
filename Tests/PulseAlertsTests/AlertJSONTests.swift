import PulseAlerts
import PulseCore
import Testing

@Suite("Alerts as JSON")
struct AlertJSONTests {
    @Test func whatIsWrittenIsReadAgain() throws {
        let start = Timestamp(seconds: 1_700_000_000)
        var alert = Alert(
            id: "lab:n1:100::metric-threshold:cpu", type: AlertType("cpu"), kind: .metricThreshold, level: .critical,
            resourceID: "lab:n1:100", resourceName: "web \"1\"", specID: "metric-threshold:cpu", startTime: start)
        alert.node = "n1"
        alert.instance = "lab"
        alert.message = "VM cpu at 91.2%"
        alert.value = 91.25
        alert.threshold = 80
        alert.lastSeen = start + .seconds(30)
        alert.acknowledgement = .init(at: start + .seconds(10), by: "ann")
        alert.metadata = ["tags": .texts(["prod"]), "monitorOnly": .flag(false), "clearThreshold": .integer(75), "part": .null]
        alert.lastNotified = start
        alert.lastEscalation = 2
        alert.escalationTimes = [start + .seconds(20)]
        #expect(Alert(json: alert.json) == alert)
    }

    @Test(arguments: ["{}", "[]", "{\"id\":\"a\"}", "no"])
    func whatIsNoAlertIsRefused(text: String) {
        #expect(Alert(json: Array(text.utf8)) == nil)
    }
}
