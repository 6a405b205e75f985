import Testing

@testable import PulseNotifications

@Suite("Email settings")
struct EmailSettingsTests {
    @Test(arguments: [(0, 587), (-1, 587), (70_000, 587), (25, 25), (465, 465), (65_535, 65_535)])
    func ports(given: Int, kept: Int) {
        var settings = EmailSettings()
        settings.port = given
        #expect(settings.normalised.port == kept)
    }

    @Test func recipientsAreTrimmedAndNamedOnce() {
        var settings = EmailSettings()
        settings.to = [" A@x.org", "a@x.org ", "", "  ", "b@x.org\r\n", "B@X.org"]
        #expect(settings.normalised.to == ["A@x.org", "b@x.org"])
        settings.to = (0..<500).map { "u\($0)@x.org" }
        #expect(settings.normalised.to.count == EmailSettings.mostRecipients)
    }

    @Test(arguments: [(0, 60), (-5, 60), (1, 1), (60, 60), (1_000_000, 10_000)])
    func rates(given: Int, kept: Int) {
        var settings = EmailSettings()
        settings.rateLimit = given
        #expect(settings.normalised.rateLimit == kept)
    }

    @Test func mailGoesToTheSenderWhenNobodyElseIsNamed() {
        var settings = EmailSettings()
        settings.from = "me@x.org"
        #expect(settings.recipients == ["me@x.org"])
        settings.to = ["you@x.org"]
        #expect(settings.recipients == ["you@x.org"])
    }

    @Test(arguments: [
        ("SendGrid", "", "apikey"), ("Postmark", "", "the-key"), ("SparkPost", "", "SMTP_Injection"), ("Resend", "", "resend"),
        ("Mailgun", "", ""), ("", "", ""), ("SendGrid", "other", "other"),
    ])
    func loginNames(provider: String, username: String, expected: String) {
        var settings = EmailSettings()
        (settings.provider, settings.username, settings.password) = (provider, username, "the-key")
        #expect(settings.loginName == expected)
    }

    @Test(arguments: [
        (true, false, 587, SMTPOrder.Security.implicit), (false, false, 465, .implicit), (false, true, 465, .implicit),
        (false, true, 587, .startTLS), (true, true, 587, .implicit), (false, false, 25, .none),
    ])
    func security(tls: Bool, startTLS: Bool, port: Int, expected: SMTPOrder.Security) {
        var settings = EmailSettings()
        (settings.tls, settings.startTLS, settings.port) = (tls, startTLS, port)
        #expect(settings.security == expected)
    }

    @Test func theProvidersAreThoseOfTheContract() {
        let all = EmailProvider.all
        #expect(
            all.map(\.name) == [
                "Gmail / Google Workspace", "SendGrid", "Mailgun", "Amazon SES (US East)", "Microsoft 365 / Outlook",
                "Brevo (formerly Sendinblue)", "Postmark", "SparkPost", "Resend", "SMTP2GO", "Custom SMTP Server",
            ])
        #expect(
            all.map(\.smtpHost) == [
                "smtp.gmail.com", "smtp.sendgrid.net", "smtp.mailgun.org", "email-smtp.us-east-1.amazonaws.com", "smtp.office365.com",
                "smtp-relay.brevo.com", "smtp.postmarkapp.com", "smtp.sparkpostmail.com", "smtp.resend.com", "mail.smtp2go.com", "",
            ])
        #expect(all.allSatisfy { $0.smtpPort == 587 && !$0.tls && $0.startTLS && $0.authRequired && !$0.instructions.isEmpty })
    }
}
