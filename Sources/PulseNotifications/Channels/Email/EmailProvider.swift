/// A well-known mail service, with what to enter for it, `notifications` §1.5.
public struct EmailProvider: Sendable, Equatable {
    public let name: String
    /// Empty for one's own server.
    public let smtpHost: String
    public let smtpPort: Int
    public let tls: Bool
    public let startTLS: Bool
    public let authRequired: Bool
    /// Steps for people, a line each.
    public let instructions: String

    private init(_ name: String, _ smtpHost: String, _ instructions: String...) {
        self.name = name
        self.smtpHost = smtpHost
        smtpPort = 587
        tls = false
        startTLS = true
        authRequired = true
        self.instructions = instructions.joined(separator: "\n")
    }

    /// In the order in which people choose.
    public static let all: [EmailProvider] = [
        EmailProvider(
            "Gmail / Google Workspace", "smtp.gmail.com", "1. Turn on 2-Step Verification for the Google account.",
            "2. Create an app password at https://myaccount.google.com/apppasswords.",
            "3. User name: the full address. Password: the app password, not the account's."),
        EmailProvider(
            "SendGrid", "smtp.sendgrid.net", "1. Create an API key with permission to send mail.",
            "2. Verify the sender's address or domain.",
            "3. User name: apikey (or leave it empty). Password: the API key."),
        EmailProvider(
            "Mailgun", "smtp.mailgun.org", "1. Add and verify a domain.", "2. Create SMTP credentials for it.",
            "3. User name: the full login such as postmaster@mg.example.org. In the EU the server is smtp.eu.mailgun.org."),
        EmailProvider(
            "Amazon SES (US East)", "email-smtp.us-east-1.amazonaws.com", "1. Verify the sender's address or domain.",
            "2. Create SMTP credentials in the SES console; they differ from access keys.",
            "3. For another region, change the region in the server's name."),
        EmailProvider(
            "Microsoft 365 / Outlook", "smtp.office365.com", "1. Allow authenticated SMTP for the mailbox in the admin center.",
            "2. With multi-factor sign-in, create an app password.", "3. User name: the full address, which also sends."),
        EmailProvider(
            "Brevo (formerly Sendinblue)", "smtp-relay.brevo.com", "1. Open SMTP & API in the account's settings.",
            "2. Create an SMTP key.", "3. User name: the SMTP login shown there. Password: the SMTP key."),
        EmailProvider(
            "Postmark", "smtp.postmarkapp.com", "1. Create a server and verify the sender.", "2. Copy its server API token.",
            "3. Password: the token; the user name is the same and may be left empty."),
        EmailProvider(
            "SparkPost", "smtp.sparkpostmail.com", "1. Verify the sending domain.", "2. Create an API key that may send by SMTP.",
            "3. User name: SMTP_Injection (or leave it empty). Password: the API key."),
        EmailProvider(
            "Resend", "smtp.resend.com", "1. Verify the sending domain.", "2. Create an API key.",
            "3. User name: resend (or leave it empty). Password: the API key."),
        EmailProvider(
            "SMTP2GO", "mail.smtp2go.com", "1. Verify the sender's domain or address.", "2. Add an SMTP user.",
            "3. Enter its name and password."),
        EmailProvider(
            "Custom SMTP Server", "", "Enter the server's name and port.", "Port 465 is for TLS, 587 for STARTTLS, 25 for neither.",
            "Leave user name and password empty when the server wants no login."),
    ]
}
