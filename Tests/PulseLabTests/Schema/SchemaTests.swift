import Foundation
import PulseCore
import Testing

@testable import PulseLab

/// The laboratory's answers are what Proxmox says of its own, so that Pulse's client is not tested against Pulse's mistakes.
@Suite(.enabled(if: OfficialSchema.isPresent, "The official descriptions are not in ../shared/schemas/proxmox-ve"))
struct SchemaTests {
    private static let epoch = Timestamp(seconds: 1_763_950_000)
    private static let versions = [LabVersion(8, 4), LabVersion(9, 0)]

    private static let eight = Result { try OfficialSchema.eight() }
    private static let nine = Result { try OfficialSchema.nine() }
    private func schema(_ version: LabVersion) throws -> OfficialSchema {
        try version.isNine ? Self.nine.get() : Self.eight.get()
    }

    @Test(arguments: versions, [0, 1, 2])
    func everyAnswerFitsTheOfficialDescription(version: LabVersion, theme: Int) throws {
        let schema = try schema(version)
        let survey = LabSurvey(EstatePlan(index: theme, nodes: 3, guests: 24, version: version, epoch: Self.epoch))
        var answered: Set<String> = []
        var validator = SchemaValidator()
        for answer in survey.all() {
            guard case .success(let bytes) = answer.result else { continue }
            answered.insert(answer.template)
            let tree = try #require(try JSONNode(bytes)["data"])
            // Proxmox answers null for a container that is off, whatever its description says.
            if answer.template.hasSuffix("/lxc/{vmid}/interfaces"), tree == .null { continue }
            // The description of 8.4 has no `returns` for some paths; they are answered all the same.
            guard let returns = schema.answer(of: answer.template) else { continue }
            validator.check(tree, returns, at: answer.path)
        }
        #expect(Set(validator.problems).sorted().prefix(40).joined(separator: "\n") == "")
        let special: Set<String> =
            theme == 1
            ? [] : ["/nodes/{node}/disks/zfs/{name}", "/nodes/{node}/replication/{id}/status", "/nodes/{node}/replication/{id}/log"]
        let unanswered = Set(survey.api.templates).subtracting(answered).subtracting(special).filter {
            theme == 0 || !$0.contains("/ceph/")
        }
        #expect(unanswered == [], "these paths refused every time")
    }

    @Test(arguments: versions)
    func everyPathExistsAndTakesWhatItSays(version: LabVersion) throws {
        let schema = try schema(version)
        for route in LabAPI.routes(version) where !route.isAbsent(version) {
            let known = try #require(schema.parameters(of: route.template), "\(route.template) is no path of Proxmox")
            #expect(route.names(version).subtracting(known) == [], "\(route.template)")
            let inPath = Set(route.segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) })
            #expect(known.subtracting(inPath).subtracting(route.names(version)) == [], "\(route.template) takes more")
        }
    }
}
