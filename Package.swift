// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target that is ours: Swift 6 mode comes with the tools version, warnings are errors.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

/// A target of the house. Floors are listed in `docs/ARCHITECTURE.md`; `FloorTests` reads the imports.
func floor(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdTLS", package: "hummingbird"),
]
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOWebSocket", package: "swift-nio"),
    .product(name: "NIOExtras", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
]
let httpClient: [Target.Dependency] = [
    .product(name: "AsyncHTTPClient", package: "async-http-client"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "NIOTLS", package: "swift-nio"),
    .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
]
let certificates: Target.Dependency = .product(name: "X509", package: "swift-certificates")

let package = Package(
    name: "pulse",
    products: [
        .executable(name: "pulse", targets: ["pulse"])
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", path: "Sources/CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CMalloc", path: "Sources/CMalloc"),
        .systemLibrary(name: "CCrypt", path: "Sources/CCrypt", providers: [.apt(["libcrypt-dev"])]),

        // Floor 0
        floor("PulseCore"),
        floor("PulseWebSocket", ["CZlib", logging] + hummingbird + nio),
        floor("PulseOutbound", [crypto, logging] + httpClient),
        // Floor 1
        floor("PulseInventory", ["PulseCore", crypto]),
        floor("PulseForecast", ["PulseCore"]),
        floor("PulseHost", ["PulseCore"]),
        // Floor 2
        floor("PulseStorage", ["PulseCore", grdb, crypto, logging]),
        floor("PulseHistory", ["PulseCore", "CZstd", grdb, logging]),
        floor("PulseAlerts", ["PulseCore", "PulseInventory"]),
        // Floor 3
        floor("PulsePlatforms", ["PulseCore", "PulseInventory", "PulseHost"]),
        floor("PulseProxmox", ["PulseCore", "PulseInventory", "PulseOutbound", logging]),
        floor("PulseChanges", ["PulseCore", "PulseInventory", "PulseStorage", grdb, lifecycle, logging]),
        floor("PulseAccess", ["PulseCore", "PulseStorage", "CCrypt", grdb, crypto, cryptoExtras, logging]),
        floor(
            "PulseNotifications",
            ["PulseCore", "PulseAlerts", "PulseStorage", "PulseOutbound", "CZlib", grdb, crypto, lifecycle, logging] + nio),
        // Floor 4
        floor(
            "PulseAlerting",
            [
                "PulseCore", "PulseInventory", "PulseHistory", "PulseStorage", "PulseAlerts", "PulseNotifications", lifecycle, logging,
                grdb,
            ]),
        floor(
            "PulseMonitor",
            [
                "PulseCore", "PulseInventory", "PulseHistory", "PulseStorage", "PulseHost", "PulsePlatforms", "PulseProxmox",
                "PulseOutbound",
                lifecycle, logging, grdb, crypto,
            ]),
        // Floor 5
        floor(
            "PulseServer",
            [
                "PulseCore", "PulseInventory", "PulseHistory", "PulseStorage", "PulseAccess", "PulseMonitor", "PulseWebSocket",
                "PulseProxmox", "PulseAlerts", "PulseNotifications", "PulseAlerting", "PulseChanges",
                "PulseForecast", "PulseOutbound", lifecycle, logging,
            ]
                + hummingbird + nio),
        // Beside the house
        floor("PulseLab", ["PulseCore", crypto, certificates, lifecycle, logging] + hummingbird + nio),
        // Floor 6
        .executableTarget(
            name: "pulse",
            dependencies: [
                "PulseCore", "PulseServer", "PulseMonitor", "PulseAccess", "PulseStorage", "PulseHistory", "PulseInventory", "PulseHost",
                "PulsePlatforms", "PulseProxmox", "PulseOutbound", "PulseLab", "PulseAlerts", "PulseNotifications", "PulseAlerting",
                "PulseChanges", "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), lifecycle, logging,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .target(name: "AllocationCount", path: "Benchmarks/allocation-count"),
        .executableTarget(
            name: "pulse-bench",
            dependencies: [
                "AllocationCount",
                "PulseCore", "PulseHistory", "PulseInventory", "PulseServer", "PulseMonitor", "PulseStorage", "PulseAccess",
                "PulseLab", "PulseAlerts", "PulseNotifications", "PulseAlerting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), logging, lifecycle,
            ] + hummingbird,
            path: "Benchmarks/pulse-bench",
            swiftSettings: strict),

        // A server on loopback that misbehaves as tests tell it to.
        .target(
            name: "ScriptedServer", dependencies: [certificates, crypto] + nio, path: "Tests/ScriptedServer", swiftSettings: strict),
        tests("PulseCoreTests", ["PulseCore"]),
        tests("PulseInventoryTests", ["PulseCore", "PulseInventory"]),
        tests("PulseHostTests", ["PulseCore", "PulseHost"]),
        tests("PulseStorageTests", ["PulseCore", "PulseStorage", grdb]),
        tests("PulseHistoryTests", ["PulseCore", "PulseHistory", grdb]),
        tests("PulsePlatformsTests", ["PulseCore", "PulseInventory", "PulseHost", "PulsePlatforms"]),
        tests("PulseOutboundTests", ["PulseCore", "PulseOutbound", "PulseLab", "ScriptedServer"] + nio),
        tests("PulseProxmoxTests", ["PulseCore", "PulseInventory", "PulseOutbound", "PulseProxmox", "PulseLab", "ScriptedServer"]),
        tests("PulseLabTests", ["PulseCore", "PulseLab"] + nio),
        tests("PulseAccessTests", ["PulseCore", "PulseStorage", "PulseAccess", grdb]),
        tests(
            "PulseMonitorTests",
            ["PulseCore", "PulseInventory", "PulseHistory", "PulseStorage", "PulseOutbound", "PulseProxmox", "PulseMonitor"]),
        tests(
            "PulseServerTests",
            [
                "PulseCore", "PulseProxmox", "PulseInventory", "PulseHistory", "PulseServer", "PulseWebSocket", "PulseAccess",
                "PulseMonitor", "PulseStorage", "PulseAlerting", "PulseChanges",
                "CZlib",
            ]),
        tests("PulseChangesTests", ["PulseCore", "PulseInventory", "PulseStorage", "PulseChanges"]),
        tests("PulseForecastTests", ["PulseCore", "PulseForecast"]),
        tests("PulseAlertsTests", ["PulseCore", "PulseInventory", "PulseAlerts"]),
        tests(
            "PulseNotificationsTests",
            [
                "PulseCore", "PulseAlerts", "PulseNotifications", "PulseStorage", "PulseOutbound", "ScriptedServer", "CZlib", grdb, crypto,
                lifecycle, logging,
            ] + nio),
        tests(
            "PulseAlertingTests",
            [
                "PulseCore", "PulseInventory", "PulseHistory", "PulseStorage", "PulseAlerts", "PulseNotifications", "PulseAlerting",
                "PulseOutbound", "ScriptedServer", grdb, crypto, logging,
            ]),
        tests("HouseTests", []),
    ]
)
