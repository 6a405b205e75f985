import PulseCore

/// The server of a known mail provider, to start from, `notifications` §1.5.
struct EmailPreset: Sendable {
    let name: String
    let host: String
    let instructions: String

    /// All speak STARTTLS on port 587 and want a login.
    static let all: [EmailPreset] = [
        EmailPreset(
            name: "Gmail / Google Workspace", host: "smtp.gmail.com",
            instructions: "Turn on two-step verification, make an app password, and use it with your full address as user name."),
        EmailPreset(
            name: "SendGrid", host: "smtp.sendgrid.net",
            instructions: "The user name is apikey, the password an API key that may send mail."),
        EmailPreset(
            name: "Mailgun", host: "smtp.mailgun.org", instructions: "Use the SMTP credentials of your sending domain (postmaster@…)."),
        EmailPreset(
            name: "Amazon SES (US East)", host: "email-smtp.us-east-1.amazonaws.com",
            instructions: "Make SMTP credentials in the SES console; the sender must be verified. Other regions have hosts of their own."),
        EmailPreset(
            name: "Microsoft 365 / Outlook", host: "smtp.office365.com",
            instructions: "SMTP AUTH must be switched on for the mailbox; with multi-factor login use an app password."),
        EmailPreset(
            name: "Brevo (formerly Sendinblue)", host: "smtp-relay.brevo.com",
            instructions: "Use the login and the SMTP key shown under SMTP & API."),
        EmailPreset(
            name: "Postmark", host: "smtp.postmarkapp.com", instructions: "User name and password are both the server's API token."),
        EmailPreset(
            name: "SparkPost", host: "smtp.sparkpostmail.com",
            instructions: "The user name is SMTP_Injection, the password an API key that may send by SMTP."),
        EmailPreset(name: "Resend", host: "smtp.resend.com", instructions: "The user name is resend, the password an API key."),
        EmailPreset(name: "SMTP2GO", host: "mail.smtp2go.com", instructions: "Use an SMTP user made in the SMTP2GO console."),
        EmailPreset(
            name: "Custom SMTP Server", host: "",
            instructions: "Ask whoever runs the server for host, port, encryption and login."),
    ]

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("name", name)
        json.field("smtpHost", host)
        json.field("smtpPort", 587)
        json.field("tls", false)
        json.field("startTLS", true)
        json.field("authRequired", true)
        json.field("instructions", instructions)
        json.endObject()
    }
}

extension NotificationEndpoints {
    func providers(_ context: RequestContext) async throws -> APIResponse {
        .json { json in json.array(EmailPreset.all) { $1.write(to: &$0) } }
    }
}
