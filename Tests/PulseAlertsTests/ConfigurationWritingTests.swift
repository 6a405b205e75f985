import Foundation
import PulseCore
import Testing

@testable import PulseAlerts

@Suite("Writing alert settings")
struct ConfigurationWritingTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../../shared/golden/GET_api-alerts-config.json")

    private func tree(_ bytes: [UInt8]) throws -> MetadataValue { try JSONReader.read(bytes, MetadataValue.read) }

    /// Where this project's settings are deliberately others than the reference's on a fresh server.
    private static let others: Set<String> = [
        "dockerDefaults.cpu.trigger", "dockerDefaults.cpu.clear", "dockerDefaults.memory.trigger", "dockerDefaults.memory.clear",
        "dockerDefaults.disk.trigger", "dockerDefaults.disk.clear", "schedule.quietHours.start", "schedule.quietHours.end",
        "schedule.quietHours.days", "schedule.escalation.levels", "metricTimeThresholds", "maxAlertAgeDays", "maxAcknowledgedAgeDays",
        "autoAcknowledgeAfterHours", "flappingEnabled",
    ]

    @Test func everyMemberOfTheReferenceIsThereWithItsValue() throws {
        guard let data = try? Data(contentsOf: Self.golden) else {
            print("no recorded answers here, the comparison was skipped")
            return
        }
        guard case .object(let recording) = try tree(Array(data)), case .object(let response) = recording["response"],
            let wanted = response["body"]
        else {
            Issue.record("the recorded answer has another shape")
            return
        }
        var differences: [String] = []
        compare(wanted, try tree(AlertConfiguration().json), "", &differences)
        #expect(differences == [])
    }

    private func compare(_ wanted: MetadataValue, _ found: MetadataValue?, _ path: String, _ differences: inout [String]) {
        guard !Self.others.contains(path) else {
            if found == nil { differences.append(path) }
            return
        }
        guard case .object(let members) = wanted, case .object(let ours) = found else {
            if wanted != found { differences.append(path) }
            return
        }
        for (key, value) in members { compare(value, ours[key], path.isEmpty ? key : "\(path).\(key)", &differences) }
    }

    @Test(arguments: 0..<60)
    func whatIsWrittenIsReadAgain(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let configuration = AlertConfiguration.random(&random)
        let reading = try AlertConfiguration.read(configuration.json)
        #expect(reading.configuration == configuration)
        #expect(reading.warnings == [])
        #expect(AlertConfiguration.diff(from: configuration, to: reading.configuration) == [])
    }

    @Test func nothingMakesReadingCrash() {
        let valid = AlertConfiguration().json
        var random = SeededGenerator(seed: 7)
        for _ in 0..<400 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 8))
                case 2: bytes.insert(contentsOf: Array("[{\"a\":-1e999}]".utf8), at: place)
                default: bytes.replaceSubrange(place..<place, with: Array("null".utf8))
                }
            }
            guard let reading = try? AlertConfiguration.read(bytes) else { continue }
            let again = try? AlertConfiguration.read(reading.configuration.json)
            #expect(again?.configuration == reading.configuration, "what was taken is complete and fits together")
        }
    }

    @Test func wrongTypesAreFaultsAndNeverMore() throws {
        let values = ["null", "true", "\"x\"", "-5", "1e300", "[]", "[1]", "{}", "{\"trigger\":\"x\"}", "[{}]"]
        guard case .object(let members) = try tree(AlertConfiguration().json) else { return }
        for key in members.keys.sorted() {
            for value in values {
                let text = "{\"\(key)\":\(value)}"
                guard let reading = try? AlertConfiguration.read(Array(text.utf8)) else { continue }
                let again = try AlertConfiguration.read(reading.configuration.json).configuration
                #expect(again == reading.configuration, "\(text)")
            }
        }
    }

    @Test func changesAreNamedByTheirPaths() {
        let old = AlertConfiguration()
        var new = old
        new[.guest][.cpu] = Threshold(trigger: 90, clear: 75)
        new.schedule.quietHours.days.insert(.sunday)
        new.overrides["guest:lab:100"] = ThresholdConfiguration()
        new.disabledFamilies.insert(.pmg)
        let expected = [
            "disableAllPMG", "guestDefaults.cpu.trigger", "overrides.guest:lab:100", "schedule.quietHours.days.sunday",
        ]
        #expect(AlertConfiguration.diff(from: old, to: new) == expected)
        #expect(AlertConfiguration.diff(from: new, to: new) == [])
    }
}
