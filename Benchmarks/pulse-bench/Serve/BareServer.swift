import Hummingbird
import Logging
import NIOCore
import PulseServer

/// The least a handler can do on this HTTP stack: pick bytes that are ready and send them.
struct BareServer {
    let port: Int
    let documents: [String: EncodedDocument]
    let log: Logger

    func run() async throws {
        let router = Router()
        for (path, document) in documents {
            let plain = document.bytes
            let gzip = document.gzip
            router.get(RouterPath(path)) { request, _ in
                var headers: HTTPFields = [.contentType: "application/json"]
                if let gzip, request.headers[.acceptEncoding]?.contains("gzip") == true {
                    headers[.contentEncoding] = "gzip"
                    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: gzip))
                }
                return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: plain))
            }
        }
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)), logger: log)
        try await application.run()
    }
}
