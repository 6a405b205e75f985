import PulseInventory
import PulseMonitor

extension Pipeline: InventoryCommands {}
