/// A judgement of something that is no resource of the inventory, with the texts of its alert.
public struct Assessment: Sendable {
    /// Names the thing judged, for example `connection:<id>`; with the judgement's rule it names the alert's life.
    public var subject: String
    public var judgement: Judgement
    public var description: AlertDescription
    public init(subject: String, _ judgement: Judgement, _ description: AlertDescription) {
        self.subject = subject
        self.judgement = judgement
        self.description = description
    }
}
