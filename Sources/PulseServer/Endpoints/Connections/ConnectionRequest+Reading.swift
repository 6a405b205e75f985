import HTTPTypes
import PulseCore

extension ConnectionRequest {
    /// Reads the body.
    ///
    /// Throws 400 `invalid_request` for what is no object of this shape or is too large, and 400 `unknown_field` where the caller says
    /// that the body is JSON and it has a member that means nothing here.
    static func read(_ context: RequestContext, refusingUnknown: Bool) throws(APIError) -> ConnectionRequest {
        let invalid = APIError.badRequest("invalid_request", "Invalid request body")
        guard context.body.readableBytes <= bodyLimit else { throw invalid }
        let isJSON = context.headers[.contentType]?.lowercased().hasPrefix("application/json") ?? false
        do {
            return try context.decodeJSON(onlyFields: refusingUnknown && isJSON ? knownFields : nil)
        } catch let error as APIError where error.code == "unknown_field" {
            throw error
        } catch {
            throw invalid
        }
    }
}
