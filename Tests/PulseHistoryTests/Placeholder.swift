import Testing

@Suite struct PlaceholderPulseHistory { @Test func builds() {} }
