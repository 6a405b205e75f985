import PulseCore
import Testing

@testable import PulseServer

@Suite struct FeedClientTests {
    private func frame(_ number: UInt64) -> FeedFrame { FeedFrame(number: number, members: [], fragments: [], previous: nil) }

    @Test func fromGreetingToDeltas() {
        var client = FeedClient()
        #expect(client.step(to: 1, backlog: 0) == .full(isInitial: true))
        client.delivered(frame(1).baseline)
        #expect(client.step(to: 1, backlog: 0) == .nothing)
        #expect(client.step(to: 2, backlog: 1) == .wait)
        #expect(client.step(to: 3, backlog: 0) == .delta(since: 1))
        client.requestFull()
        #expect(client.step(to: 3, backlog: 1) == .wait)
        #expect(client.step(to: 3, backlog: 0) == .full(isInitial: false))
        client.delivered(frame(3).baseline)
        #expect(client.step(to: 3, backlog: 0) == .nothing)
    }

    @Test func aStateTooLargeEndsDeltasUntilOneFits() {
        var client = FeedClient(maxMessageBytes: 65_536)
        #expect(client.accepts(bytes: 65_536))
        #expect(!client.accepts(bytes: 65_537))
        client.refused(1)
        #expect(client.baseline == nil)
        #expect(client.step(to: 1, backlog: 0) == .nothing)
        // Each later change tries a full frame, never a delta.
        #expect(client.step(to: 2, backlog: 0) == .full(isInitial: false))
        client.delivered(frame(2).baseline)
        #expect(client.step(to: 3, backlog: 0) == .delta(since: 2))
    }

    @Test(arguments: [
        (#"{"type":"ping","data":{"timestamp":1}}"#, InboundMessage.ping),
        (#"{"type":"requestData"}"#, .requestData),
        (#"{"type":"pong"}"#, .other),
        ("not json", .other), ("", .other), ("[]", .other), (#"{"type":5}"#, .other),
    ])
    func inboundMessagesAreReadOrIgnored(text: String, expected: InboundMessage) {
        #expect(InboundMessage(text) == expected)
    }

    @Test func noticesNameTheWayOut() throws {
        let notice = try JSONValue(FeedMessage.stateTooLarge(supersedes: "initialState", bytes: 10, limit: 5, resources: 2))
        #expect(notice["type"] == "stateTooLarge")
        #expect(notice["data"]?["hydrateFrom"] == "/api/state")
        #expect(notice["data"]?["supersedes"] == "initialState")
        #expect(notice["data"]?["maxBytes"] == 5)
        let welcome = try JSONValue(FeedMessage.welcome(organization: "default"))
        #expect(welcome["data"]?["orgId"] == "default")
        let beat = try JSONValue(FeedMessage.beat("pong", at: Timestamp(seconds: 7)))
        #expect(beat["data"]?["timestamp"] == 7)
    }
}
