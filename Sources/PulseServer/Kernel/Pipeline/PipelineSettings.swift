/// What the operator decides about the pipeline.
public struct PipelineSettings: Sendable {
    public var trustedProxies = TrustedProxies.none
    public var cors = CORSPolicy.none
    /// Origins that may show the pages in a frame.
    public var embedders: [String] = []
    /// Refuses every change.
    public var isDemo = false

    public init() {}
}
