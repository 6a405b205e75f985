import PulseCore
import Testing

@testable import PulseLab

struct EstateTests {
    private static let epoch = Timestamp(seconds: 1_750_000_000)

    @Test func theSamePlanGivesTheSameEstate() {
        let plan = EstatePlan(nodes: 4, guests: 60, epoch: Self.epoch)
        let moment = LabEstate(plan).moment(at: Self.epoch)
        #expect(moment.guests == LabEstate(plan).moment(at: Self.epoch).guests)
        #expect(moment.nodes == LabEstate(plan).moment(at: Self.epoch).nodes)
        var other = plan
        other.seed = 2
        #expect(moment.guests != LabEstate(other).moment(at: Self.epoch).guests)
    }
}
