import FoundationEssentials
import Testing
@testable import PulseHost

@Suite struct RAIDArrayTests {
    static func only(_ text: String) -> RAIDArray? { parse(text) { RAIDArray.parse($0) }?.first }

    static let states: [(String, String, String?)] = [
        ("md0 : active raid1 a[0] b[1]\n 100 blocks [2/2] [UU]\n", "active", nil),
        ("md0 : active raid1 a[0] b[1](F)\n 100 blocks [2/1] [U_]\n", "degraded", nil),
        (
            "md0 : active raid1 a[0] b[2]\n 100 blocks [2/1] [U_]\n [=>..]  recovery =  8.5% (1/2) finish=1min speed=9K/sec\n",
            "recovering", "recovery"
        ),
        (
            "md0 : active raid1 a[0] b[1]\n 100 blocks [2/2] [UU]\n [=>..]  check =  5.7% (1/2) finish=1min speed=9K/sec\n", "checking",
            "check"
        ),
        ("md0 : active raid1 a[0] b[1]\n 100 blocks [2/2] [UU]\n resync=DELAYED\n", "resyncing", "resync"),
        ("md0 : active raid5 a[0] b[1] c[2]\n 1 blocks [3/3] [UUU]\n [>...]  reshape =  0.1% (1/2) speed=9K/sec\n", "reshaping", "reshape"),
        ("md0 : inactive a[0](S)\n 100 blocks super external:imsm\n", "inactive", nil),
    ]

    @Test(arguments: states) func tellsTheState(_ row: (String, String, String?)) {
        let array = Self.only("Personalities : [raid1]\n" + row.0)
        #expect(array?.name == "md0")
        #expect(array?.state == row.1)
        #expect(array?.operation == row.2)
    }

    @Test func countsMembers() {
        let text = """
            md6 : active raid1 sdb2[2](F) sdc[1](S) sda2[0] sdd[5](J) sde[6](R)
                  195310144 blocks [2/1] [U_]
                  [=>...................]  recovery =  8.5% (16775552/195310144) finish=17.0min speed=259783K/sec
            """
        let array = Self.only(text)
        #expect(array?.level == "raid1" && array?.totalDevices == 2 && array?.activeDevices == 1)
        #expect(array?.failedDevices == 1 && array?.spareDevices == 1 && array?.workingDevices == 4)
        #expect(array?.members.map(\.state) == [.failed, .spare, .active, .journal, .replacement])
        #expect(array?.members.first == RAIDMember(device: "sdb2", slot: 2, state: .failed))
        #expect(array?.progressPercent == 8.5 && array?.speed == "259783K/sec")
        let waiting = Self.only("md1 : active (auto-read-only) raid1 b[0] c[1]\n 9 blocks super 1.2 [2/2] [UU]\n resync=PENDING\n")
        #expect(waiting?.level == "raid1" && waiting?.progressPercent == nil && waiting?.speed == nil)
    }

    @Test(.enabled(if: Fixtures.arePresent, "recorded files are not beside this checkout"))
    func readsARecordedFile() throws {
        let data = try Data(contentsOf: URL(filePath: Fixtures.root + "/proc/mdstat"))
        let arrays = parse(String(decoding: data, as: UTF8.self)) { RAIDArray.parse($0) } ?? []
        let byName = Dictionary(uniqueKeysWithValues: arrays.map { ($0.name, $0) })
        #expect(arrays.count == 17)
        #expect(byName["md3"]?.spareDevices == 2 && byName["md3"]?.totalDevices == 8 && byName["md3"]?.state == "active")
        #expect(byName["md7"]?.state == "degraded" && byName["md7"]?.failedDevices == 1)
        #expect(byName["md6"]?.state == "recovering" && byName["md8"]?.state == "resyncing" && byName["md201"]?.progressPercent == 5.7)
        #expect(byName["md4"]?.state == "inactive" && byName["md219"]?.level == "" && byName["md120"]?.level == "linear")
        #expect(byName["md12"]?.totalDevices == 2 && byName["md12"]?.activeDevices == 2)
    }
}
