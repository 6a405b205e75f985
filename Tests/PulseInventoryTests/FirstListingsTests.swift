import PulseCore
import Testing

@testable import PulseInventory

@Suite struct FirstListingsTests {
    @Test func eachCountsOnceAndNotBeforeItHadTheTime() {
        var listings = FirstListings()
        #expect(listings.take(["a"], running: FirstListings.time - .milliseconds(1)) == [])
        #expect(listings.take(["a"], running: FirstListings.time) == ["a"], "what came too early is not lost")
        #expect(listings.take(["a", "b"], running: FirstListings.time * 2) == ["b"])
        #expect(listings.take(["a", "b"], running: FirstListings.time * 3) == [])
    }
}
