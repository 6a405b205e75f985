import Testing

@Suite struct PlaceholderPulseInventory { @Test func builds() {} }
