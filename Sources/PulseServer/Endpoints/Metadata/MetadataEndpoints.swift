import PulseAccess
import PulseCore
import PulseInventory
import PulseMonitor

/// User notes, tags and addresses: four collections with one behaviour.
public struct MetadataEndpoints: Sendable {
    let store: MetadataStore
    let inventory: any InventoryCommands

    /// - Parameter inventory: takes what users write into the live resources.
    public init(store: MetadataStore, inventory: any InventoryCommands) {
        self.store = store
        self.inventory = inventory
    }

    public var endpoints: [Endpoint] { MetadataCollection.allCases.flatMap(endpoints(of:)) }

    private func endpoints(of collection: MetadataCollection) -> [Endpoint] {
        let path = collection.path
        let one = "\(path)/{id...}"
        let subject = collection.subject
        return [
            .get(
                path, access: .scope(.monitoringRead), rateClass: .unlimited, answers: .map(collection.schema), "Notes of every \(subject)."
            ) { _ in
                let records = await store.all(collection)
                return .json { writer in
                    writer.beginObject()
                    for (id, record) in records.sorted(by: { $0.key < $1.key }) {
                        writer.key(id)
                        record.write(to: &writer, as: collection, id: id)
                    }
                    writer.endObject()
                }
            },
            .get(
                one, access: .scope(.monitoringRead), rateClass: .unlimited, answers: collection.schema,
                "Notes of one \(subject); empty when none."
            ) { context in
                let id = try requiredID(context, collection)
                return answer(await store.record(collection, id), collection, id)
            },
            .put(
                one, access: .scope(.monitoringWrite), bodyLimit: 64 * 1024, request: collection.schema, answers: collection.schema,
                "Changes the members that are sent."
            ) {
                try await patch($0, collection)
            },
            .post(
                one, access: .scope(.monitoringWrite), bodyLimit: 64 * 1024, request: collection.schema, answers: collection.schema,
                "Same as PUT."
            ) {
                try await patch($0, collection)
            },
            .delete(one, access: .scope(.monitoringWrite), "Forgets the notes of one \(subject).") { context in
                let id = try requiredID(context, collection)
                try await store.remove(collection, id)
                try await annotate(collection, id, with: MetadataRecord())
                return .noContent
            },
        ]
    }

    private func patch(_ context: RequestContext, _ collection: MetadataCollection) async throws -> APIResponse {
        let id = try requiredID(context, collection)
        let patch: MetadataPatch
        do {
            patch = try MetadataPatch(json: Array(context.body.readableBytesView))
        } catch {
            throw APIError(400, error.code, error.message, details: error.details)
        }
        if patch.commandsEnabled != .keep { try requireCommandRights(context) }
        let record: MetadataRecord
        do {
            record = try await store.patch(collection, id, patch)
        } catch let error as PulseError where error.code == "limit_exceeded" {
            throw APIError(400, error.code, error.message)
        }
        try await annotate(collection, id, with: record)
        return answer(record, collection, id)
    }

    /// Switching remote commands on is a setting, not a note.
    private func requireCommandRights(_ context: RequestContext) throws {
        guard let principal = context.principal else { return }
        if principal.scopes == nil ? principal.isAdmin : principal.holds(.settingsWrite) { return }
        throw APIError(
            403, "missing_scope", "commandsEnabled needs administrator rights or the scope settings:write", error: "missing_scope",
            members: ["requiredScope": .text(Scope.settingsWrite.rawValue)])
    }

    /// Shows the change on the live resource at once; notes of things that are not there are kept all the same.
    private func annotate(_ collection: MetadataCollection, _ id: String, with record: MetadataRecord) async throws {
        let annotation = Annotation(displayName: record.customDisplayName, customURL: record.customURL, tags: record.tags ?? [])
        do {
            _ = try await inventory.perform(.annotate(resourceID: id, annotation))
        } catch let error as PulseError where error.code == "resource_not_found" {
            return
        }
    }

    private func requiredID(_ context: RequestContext, _ collection: MetadataCollection) throws -> String {
        let id = context.parameters["id"]
        guard !id.isEmpty else { throw APIError.badRequest("missing_id", collection.missingID) }
        return id
    }

    private func answer(_ record: MetadataRecord, _ collection: MetadataCollection, _ id: String) -> APIResponse {
        .json { record.write(to: &$0, as: collection, id: id) }
    }
}
