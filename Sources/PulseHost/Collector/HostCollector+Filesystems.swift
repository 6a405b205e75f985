extension HostCollector {
    mutating func readFilesystems(into reading: inout HostReading) {
        refreshMounts()
        reading.filesystems.reserveCapacity(mounts.selected.count)
        for selected in mounts.selected {
            var filesystem = selected.filesystem
            if !filesystem.isRemote {
                filesystem.usage = usage(of: selected)
                // Kernel filesystems that slipped through have no blocks at all.
                if let usage = filesystem.usage, usage.total == 0, filesystem.mountpoint != "/" { continue }
            }
            reading.filesystems.append(filesystem)
        }
    }

    /// Parses the mount table only when it differs from the last one.
    private mutating func refreshMounts() {
        // With another root the process's own table is not the machine's.
        let path = reader.isWholeMachine ? "/proc/self/mountinfo" : "/proc/1/mountinfo"
        let before = mounts.text
        let parsed: (text: [UInt8], selected: [SelectedMount])? = reader.read(path, required: true) { cursor in
            if cursor.remaining.elementsEqual(before) { return ([], []) }
            guard let mounts = Mount.parse(cursor) else { return nil }
            return (Array(cursor.remaining), MountSelection.filesystems(of: mounts))
        }
        guard let parsed else {
            mounts = ([], [])
            return
        }
        if !parsed.text.isEmpty { mounts = parsed }
    }

    /// The space of a filesystem; of a ZFS pool the sum of its mounted datasets, which share the free space.
    private mutating func usage(of selected: SelectedMount) -> SpaceUsage? {
        guard var usage = space(selected.filesystem.mountpoint) else { return nil }
        for dataset in selected.datasets where dataset != selected.filesystem.mountpoint {
            guard let other = space(dataset) else { continue }
            usage.used &+= other.used
            usage.total &+= other.used
        }
        return usage
    }

    private mutating func space(_ mountpoint: String) -> SpaceUsage? {
        do {
            return try SpaceUsage(of: reader.path(mountpoint))
        } catch {
            reader.note(mountpoint, error.reason)
            return nil
        }
    }
}
