import Testing

@Suite struct PlaceholderPulseMonitor { @Test func builds() {} }
