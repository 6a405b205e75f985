import PulseMonitor

extension Pipeline: InventoryCommands {}
