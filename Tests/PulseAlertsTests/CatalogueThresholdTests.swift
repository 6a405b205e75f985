import PulseCore
import PulseInventory
import Testing

@testable import PulseAlerts

@Suite("Which threshold counts")
struct CatalogueThresholdTests {
    private static func cpu(_ trigger: Double) -> ThresholdConfiguration {
        ThresholdConfiguration([.cpu: Threshold(trigger: trigger, clear: trigger - 5)])
    }

    private func scene(_ change: (inout AlertConfiguration) -> Void) throws -> CatalogueScene {
        let scene = CatalogueScene(change)
        let guest = Rows.guest { row, facet in
            row.tags = ["db", "prod"]
            facet.disks = [Rows.filesystem("/", 30), Rows.filesystem("/var/lib", 40)]
        }
        try scene.see([Rows.node(), guest, Rows.storage(), Rows.disk(), Rows.ceph()])
        return scene
    }

    private func origin(_ scene: CatalogueScene, _ id: String, _ metric: String, part: String? = nil) throws -> String {
        let resource = try #require(scene.resource(id))
        return scene.catalogue.origin(of: RuleID(RuleID.Spec(metric), part: part), for: resource, in: scene.snapshot).text
    }

    @Test(arguments: ["guest:lab:100", "lab:n1:100", "lab-100", "lab-n1-100"])
    func overridesOfGuestsHaveNewAndOldKeys(key: String) throws {
        let scene = try scene { $0.overrides[key] = Self.cpu(60) }
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == 60)
        #expect(scene.judgement("lab:n1:100", "memory")?.trigger == 85, "inherited")
        #expect(try origin(scene, "lab:n1:100", "cpu") == "override(\(key))")
        #expect(try origin(scene, "lab:n1:100", "memory") == "default(guestDefaults)")
        let rewritten = scene.catalogue.configuration.rewritingOldOverrideKeys(in: scene.snapshot)
        #expect(rewritten.overrides == ["guest:lab:100": Self.cpu(60)])
    }

    @Test func ofAGuestAloneOnItsNodeTheKeyNamesTheNode() throws {
        let scene = CatalogueScene { $0.overrides["n1-100"] = Self.cpu(60) }
        let guest = Rows.guest { $1.instance = "n1" }
        try scene.see([guest])
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == 60)
        let rewritten = scene.catalogue.configuration.rewritingOldOverrideKeys(in: scene.snapshot)
        #expect(Array(rewritten.overrides.keys) == ["n1:n1:100"])
    }

    @Test(arguments: [
        ("lab-n1", "lab-n1", "cpu"), ("lab-n1-local", "lab-n1-local", "usage"), ("lab-n1--dev-sda", "lab-n1--dev-sda", "diskTemperature"),
    ])
    func othersAreKnownByTheirIDInTheState(key: String, id: String, metric: String) throws {
        let kind = try #require(ThresholdMetric(name: metric))
        let scene = try scene { $0.overrides[key] = ThresholdConfiguration([kind: Threshold(trigger: 42, clear: 40)]) }
        #expect(scene.judgement(id, metric)?.trigger == 42)
        #expect(try origin(scene, id, metric) == "override(\(key))")
    }

    @Test func nodesOfAClusterAreNamedAfterIt() throws {
        let scene = CatalogueScene { $0.overrides["prod-n1"] = Self.cpu(42) }
        try scene.see([Rows.node { $1.clusterName = "prod" }])
        #expect(scene.judgement("lab-n1", "cpu")?.trigger == 42)
    }

    @Test func customRulesStandBetweenDefaultsAndOverrides() throws {
        func rule(_ id: String, priority: Int, trigger: Double, _ change: (inout CustomRule) -> Void = { _ in }) -> CustomRule {
            var rule = CustomRule(id: id)
            rule.priority = priority
            rule.thresholds = Self.cpu(trigger)
            change(&rule)
            return rule
        }
        var off = rule("off", priority: 9, trigger: 10)
        off.isEnabled = false
        let scene = try scene {
            $0.customRules = [rule("low", priority: 1, trigger: 70), rule("high", priority: 5, trigger: 75), off]
        }
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == 75)
        #expect(try origin(scene, "lab:n1:100", "cpu") == "custom-rule(high)")
        #expect(scene.judgement("lab-n1", "cpu")?.trigger == 80, "guests only")
        var overridden = scene.catalogue.configuration
        overridden.overrides["guest:lab:100"] = Self.cpu(50)
        scene.catalogue = Catalogue(overridden)
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == 50)
    }

    struct Case: Sendable {
        var filter: CustomRule.Filter
        var fits: Bool
        init(_ kind: CustomRule.Filter.Kind, _ field: String, _ comparison: CustomRule.Filter.Comparison, _ value: String, fits: Bool) {
            filter = CustomRule.Filter(kind)
            filter.field = field
            filter.comparison = comparison
            filter.text = value
            filter.number = Double(value)
            filter.rawText = kind == .raw ? value : ""
            self.fits = fits
        }
    }
    @Test(arguments: [
        Case(.metric, "cpu", .above, "9", fits: true), Case(.metric, "cpu", .above, "10", fits: false),
        Case(.metric, "cpu", .atLeast, "10", fits: true), Case(.metric, "cpu", .below, "11", fits: true),
        Case(.metric, "cpu", .equal, "10.4", fits: true), Case(.metric, "cpu", .same, "10.6", fits: false),
        Case(.metric, "networkOut", .atMost, "4", fits: true), Case(.metric, "networkOut", .above, "4", fits: false),
        Case(.text, "name", .contains, "WEB", fits: true), Case(.text, "name", .equal, "mail", fits: false),
        Case(.text, "tags", .equal, "prod", fits: true), Case(.text, "node", .equal, "n1", fits: true),
        Case(.text, "vmid", .equal, "100", fits: true), Case(.raw, "", .equal, "db", fits: true),
        Case(.raw, "", .equal, "nothing", fits: false),
    ])
    func filtersCompare(item: Case) throws {
        let scene = try scene {
            var rule = CustomRule(id: "r")
            rule.filters = [item.filter]
            rule.thresholds = Self.cpu(33)
            $0.customRules = [rule]
        }
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == (item.fits ? 33 : 80))
    }

    @Test(arguments: [(CustomRule.Join.all, 80.0), (.any, 33)])
    func filtersAreJoined(join: CustomRule.Join, trigger: Double) throws {
        let scene = try scene {
            var rule = CustomRule(id: "r")
            var (one, other) = (CustomRule.Filter(.text), CustomRule.Filter(.text))
            (one.field, one.text) = ("name", "web")
            (other.field, other.text) = ("name", "mail")
            (rule.filters, rule.join, rule.thresholds) = ([one, other], join, Self.cpu(33))
            $0.customRules = [rule]
        }
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == trigger)
    }

    @Test func aRuleOnFiguresFollowsThem() throws {
        let scene = try scene {
            var rule = CustomRule(id: "busy")
            var filter = CustomRule.Filter(.metric)
            (filter.field, filter.comparison, filter.number) = ("memory", .above, 60)
            (rule.filters, rule.thresholds) = ([filter], Self.cpu(33))
            $0.customRules = [rule]
        }
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == 80)
        try scene.see([Rows.guest { row, _ in row.metrics.memory = Capacity(percent: 70) }])
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == 33)
    }

    @Test func relaxedGuestsMayWorkHard() throws {
        let scene = CatalogueScene { $0[.guest][.memory] = Threshold(trigger: 94, clear: 90) }
        try scene.see([Rows.guest { row, _ in row.tags = ["Pulse-Relaxed"] }])
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == 95)
        #expect(scene.judgement("lab:n1:100", "memory")?.trigger == 94, "relaxed already")
        #expect(scene.judgement("lab:n1:100", "disk")?.trigger == 95)
        #expect(try origin(scene, "lab:n1:100", "cpu") == "tag(pulse-relaxed)")
    }

    @Test func filesystemsHaveThresholdsOfTheirOwn() throws {
        let scene = try scene {
            $0.overrides["guest-disk:guest:lab:100/disk:var-lib"] = ThresholdConfiguration([.disk: Threshold(trigger: 35, clear: 30)])
        }
        #expect(scene.judgement("lab:n1:100", "disk", part: "var-lib")?.trigger == 35)
        #expect(
            scene.judgement("lab:n1:100", "disk", part: "root")?.reading
                == .measured(30, Threshold(trigger: 90, clear: 85), isPercent: true))
        #expect(
            scene.judgement("lab:n1:100", "disk")?.reading == .measured(30, Threshold(trigger: 90, clear: 85), isPercent: true),
            "without it")
        #expect(try origin(scene, "lab:n1:100", "disk", part: "var-lib") == "override(guest-disk:guest:lab:100/disk:var-lib)")
    }

    @Test func whatDependsOnTagsIsWorkedOutAgain() throws {
        let scene = CatalogueScene()
        try scene.see([Rows.guest()])
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == 80)
        try scene.see([Rows.guest { row, _ in row.tags = ["pulse-relaxed"] }])
        #expect(scene.judgement("lab:n1:100", "cpu")?.trigger == 95)
    }

    @Test func delaysComeWithTheJudgement() throws {
        let scene = try scene {
            $0.delays.byType["guest"] = 60
            $0.delays.byMetric["storage"] = ["usage": 90]
        }
        #expect(scene.judgement("lab:n1:100", "cpu")?.confirmation == .held(.seconds(60)))
        #expect(scene.judgement("lab-n1", "cpu")?.confirmation == .held(.seconds(5)))
        #expect(scene.judgement("lab-n1-local", "usage")?.confirmation == .held(.seconds(90)))
    }
}
