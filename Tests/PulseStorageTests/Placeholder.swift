import Testing

@Suite struct PlaceholderPulseStorage { @Test func builds() {} }
