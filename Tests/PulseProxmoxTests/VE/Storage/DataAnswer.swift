import PulseCore
import PulseInventory

/// Answers of Proxmox as tests write them.
func dataAnswer(_ json: String) -> [UInt8] { Array(#"{"data":"#.utf8) + Array(json.utf8) + Array("}".utf8) }

/// A moment that stands for now, and others beside it.
func second(_ offset: Int64) -> Timestamp { Timestamp(seconds: 1_700_000_000 + offset) }

extension ObservedResource {
    func sample(_ metric: Metric) -> Double? { samples.first { $0.metric == metric }?.value }
}
