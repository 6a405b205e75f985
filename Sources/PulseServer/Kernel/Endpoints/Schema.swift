/// The shape of a JSON value, as far as the API document tells it.
///
/// Declared beside the endpoint and written into `GET /api/openapi.json`.
public indirect enum Schema: Sendable {
    case text
    case integer
    case number
    case flag
    /// RFC 3339 date-time.
    case moment
    case list(Schema)
    /// An object whose keys are data.
    case map(Schema)
    /// An object with named members; a name ending in `?` is optional.
    case object([(String, Schema)])
    /// An object that has a name in the API document's components.
    case named(String, Schema)
    case choice([String])
    /// Anything at all.
    case any
    /// Not JSON: a body of this content type.
    case content(String)
}

/// The shape of a request body.
public typealias BodySchema = Schema
/// The shape of a successful answer.
public typealias AnswerSchema = Schema
