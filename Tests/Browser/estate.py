"""A made-up Proxmox VE estate in the form the server sends it, for browser tests that need more than one machine."""

import json
import math
import random
import time
import urllib.parse

GIB = 1024**3
TAGS = ["prod", "staging", "web", "db", "ci", "backup", "monitoring", "customer-a"]
NAMES = ["web", "db", "cache", "mail", "git", "wiki", "build", "proxy", "vault", "metrics", "queue", "shop", "auth", "search", "files"]
SYSTEMS = [("Debian GNU/Linux", "12"), ("Ubuntu", "24.04"), ("Alpine Linux", "3.20"), ("Microsoft Windows Server", "2022"), ("Rocky Linux", "9.4")]


class Estate:
    """Resources by id in the server's order, and the messages a live connection would bring."""

    def __init__(self, nodes=4, guests=60, storages=3, disks=2, cluster="prod", seed=7):
        self.random = random.Random(seed)
        self.resources = {}
        self.facts = {
            "activeAlerts": [],
            "recentlyResolved": [],
            "connectionHealth": {"prod": True},
            "stats": {"version": "6.0.0-test"},
            "pveTagColors": {"prod": "b91c1c:ffffff", "staging": "facc15", "customer-a": "1d4ed8:1e3a8a"},
            "connectedInfrastructure": [],
        }
        self.now = int(time.time() * 1000)
        self.history = {}
        names = [f"pve{index + 1}" for index in range(nodes)]
        for name in names:
            self._node(name, cluster)
        for index in range(guests):
            self._guest(index, names[index % len(names)], cluster, names)
        for name in names:
            for index in range(storages):
                self._storage(name, ["local", "local-zfs", "tank", "data", "scratch"][index % 5] + (str(index // 5) if index >= 5 else ""), cluster)
            for index in range(disks):
                self._disk(name, index, cluster)
        self._shared("backup-nfs", "nfs", 40 * 1024 * GIB, 0.84, names, cluster)
        self._shared("ceph-rbd", "rbd", 90 * 1024 * GIB, 0.55, names, cluster)
        self._ceph(cluster)

    def _metrics(self, cpu, memory, total, disk, size):
        used = int(total * memory / 100)
        return {
            "cpu": {"current": round(cpu, 2)},
            "memory": {"current": round(memory, 2), "total": total, "used": used, "free": total - used},
            "disk": {"current": round(disk, 2), "total": size, "used": int(size * disk / 100), "free": int(size * (1 - disk / 100))},
            "network": {"rxBytes": self.random.randrange(10**3, 10**7), "txBytes": self.random.randrange(10**3, 10**7)},
            "diskIO": {"readRate": self.random.randrange(0, 10**7), "writeRate": self.random.randrange(0, 10**7)},
        }

    def _add(self, resource):
        resource |= {"displayName": resource["name"], "platformType": "proxmox-pve", "sourceType": "api", "lastSeen": self.now, "labels": {}, "alerts": []}
        self.resources[resource["id"]] = resource
        return resource

    def _node(self, name, cluster):
        cores, total = self.random.choice([(16, 64), (32, 128), (64, 512)])
        number = int(name[3:])
        self._add({
            "id": f"agent-{name}", "type": "agent", "technology": "proxmox", "name": name, "clusterId": cluster, "status": "online",
            **self._metrics(20 + number * 7 % 60, 40 + number * 11 % 50, total * GIB, 35 + number * 5 % 30, 480 * GIB),
            "temperature": 42 + number % 20, "uptime": 1200 if number == 3 else 86400 * 40 + number * 5000, "tags": [],
            "metricsTarget": {"resourceType": "node", "resourceId": f"{cluster}-{name}"},
            "identity": {"hostname": name, "ips": [f"192.0.2.{number % 250}"]},
            "proxmox": {
                "nodeName": name, "nodeDisplayName": name, "instance": cluster, "clusterName": cluster, "isClusterMember": True,
                "host": f"https://{name}.example.lan:8006", "pveVersion": "8.4.1", "kernelVersion": "6.8.12-9-pve", "pendingUpdates": number % 3 * 4,
                "cpuInfo": {"model": "AMD EPYC 7313P 16-Core Processor", "cores": cores, "sockets": 1}, "loadAverage": [3.2, 2.8, 2.4],
                "cpus": cores, "swapUsed": 0, "swapTotal": 8 * GIB,
                "temperatureDetails": {"cpuPackage": 42 + number % 20, "nvme": [{"device": "nvme0n1", "temp": 39}], "available": True},
            },
        })

    def _guest(self, index, node, cluster, nodes):
        vmid = 100 + index
        vm = index % 3 != 2
        status = "stopped" if index % 9 == 8 else "running"
        name = f"{NAMES[index % len(NAMES)]}-{index // len(NAMES) + 1:02d}"
        system = SYSTEMS[index % len(SYSTEMS)]
        total = [2, 4, 8, 16, 32][index % 5] * GIB
        facet = {
            "sourceId": f"{cluster}-{node}-{vmid}", "runtimeStatus": status, "nodeName": node, "nodeDisplayName": node, "instance": cluster,
            "clusterName": cluster, "vmid": vmid, "cpus": [1, 2, 4, 8][index % 4], "osName": system[0], "osVersion": system[1],
            "pool": "customers" if index % 7 == 0 else None,
            "disks": [{"device": "/dev/sda1", "mountpoint": "/", "filesystem": "ext4", "total": 40 * GIB, "used": 18 * GIB, "free": 22 * GIB, "usage": 45.0}],
            "networkInterfaces": [{"name": "eth0", "mac": f"bc:24:11:00:{index // 250:02x}:{index % 250:02x}", "addresses": [f"10.0.{index // 250}.{index % 250}"], "rxRate": 12000.5, "txRate": 8000}],
        }
        if not vm:
            facet["containerType"] = "lxc"
        if index % 11 == 0:
            facet["lock"] = "backup"
        if index % 10 == 1:
            facet["replication"] = [{
                "jobId": f"{vmid}-0", "guestId": vmid, "sourceNode": node, "targetNode": nodes[(index + 1) % len(nodes)], "schedule": "*/15", "enabled": True,
                "lastSyncTime": self.now - 300_000, "nextSyncTime": self.now + 600_000, "durationSeconds": 4.2, "failCount": 2 if index % 30 == 1 else 0,
                **({"error": "command 'zfs send' failed: exit code 255"} if index % 30 == 1 else {}),
            }]
        row = {
            "id": f"{'vm' if vm else 'system-container'}-{vmid}", "type": "vm" if vm else "system-container", "technology": "qemu" if vm else "lxc",
            "name": name, "status": status, "parentId": f"agent-{node}", "parentName": node, "clusterId": cluster,
            "tags": [TAGS[index % len(TAGS)], TAGS[(index * 3 + 1) % len(TAGS)]][: 1 + index % 2],
            "identity": {"hostname": node, "ips": [f"10.0.{index // 250}.{index % 250}"]},
            "metricsTarget": {"resourceType": "vm" if vm else "system-container", "resourceId": f"{cluster}-{node}-{vmid}"},
            "proxmox": {key: value for key, value in facet.items() if value is not None},
        }
        if status == "running":
            row |= self._metrics(abs(math.sin(index)) * 90, 20 + index * 7 % 75, total, 10 + index * 13 % 82, 64 * GIB) | {"uptime": 3600 * (index * 37 % 900 + 2)}
        else:
            row["disk"] = {"current": 30.0, "total": 64 * GIB, "used": 19 * GIB, "free": 45 * GIB}
        self._add(row)

    def _storage(self, node, name, cluster):
        size, usage = 1800 * GIB, self.random.randrange(10, 95)
        zfs = name.endswith("zfs") or name.startswith("tank")
        facet = {"type": "zfspool" if zfs else "dir", "content": "images,rootdir" if zfs else "iso,vztmpl,backup", "shared": False, "enabled": True, "active": True, "nodes": [node], "isZfs": zfs}
        if zfs:
            state = "DEGRADED" if (node, name) == ("pve2", "tank") else "ONLINE"
            facet["zfsPool"] = {
                "name": name, "state": state, "scan": "scrub repaired 0B in 00:42:11 with 0 errors", "readErrors": 0, "writeErrors": 0, "checksumErrors": 0, "fragmentation": 14,
                "devices": [
                    {"name": "mirror-0", "type": "mirror", "state": state, "readErrors": 0, "writeErrors": 0, "checksumErrors": 0},
                    {"name": "nvme0n1p3", "type": "disk", "parent": "mirror-0", "state": "ONLINE", "readErrors": 0, "writeErrors": 0, "checksumErrors": 0},
                    {"name": "nvme1n1p3", "type": "disk", "parent": "mirror-0", "state": "FAULTED" if state == "DEGRADED" else "ONLINE", "readErrors": 3 if state == "DEGRADED" else 0, "writeErrors": 0, "checksumErrors": 0},
                ],
            }
        self._add({
            "id": f"storage-{node}-{name}", "type": "storage", "name": name, "parentId": f"agent-{node}", "parentName": node, "status": "online",
            "disk": {"current": float(usage), "total": size, "used": size * usage // 100, "free": size * (100 - usage) // 100}, "tags": [],
            "metricsTarget": {"resourceType": "storage", "resourceId": f"{cluster}-{node}-{name}"}, "storage": facet,
            "proxmox": {"nodeName": node, "nodeDisplayName": node, "instance": cluster, "clusterName": cluster},
        })

    def _shared(self, name, kind, size, share, nodes, cluster):
        self._add({
            "id": f"storage-{name}", "type": "storage", "name": name, "status": "online", "tags": [],
            "disk": {"current": share * 100, "total": size, "used": int(size * share), "free": int(size * (1 - share))},
            "metricsTarget": {"resourceType": "storage", "resourceId": f"{cluster}-cluster-{name}"},
            "storage": {"type": kind, "content": "backup" if kind == "nfs" else "images,rootdir", "shared": True, "enabled": True, "active": True, "nodes": nodes, "isCeph": kind == "rbd"},
            "proxmox": {"instance": cluster, "clusterName": cluster},
        })

    def _disk(self, node, index, cluster):
        failing = (node, index) == ("pve2", 1)
        self._add({
            "id": f"physical_disk-{node}-{index}", "type": "physical_disk", "name": "Samsung PM9A3", "status": "online", "parentId": f"agent-{node}", "parentName": node, "tags": [],
            "metricsTarget": {"resourceType": "disk", "resourceId": f"SER{node}{index}"},
            "proxmox": {"nodeName": node, "nodeDisplayName": node, "instance": cluster},
            "physicalDisk": {
                "devPath": f"/dev/nvme{index}n1", "model": "SAMSUNG MZQL21T9HCJR-00A07", "serial": f"S64GNE0T{node}{index}", "diskType": "nvme", "sizeBytes": 1920 * 10**9,
                "health": "FAILED" if failing else "PASSED", "wearout": 6 if failing else 97 - index, "temperature": 66 if failing else 38 + index, "rpm": 0, "used": "zfs", "storageGroup": "rpool",
            },
        })

    def _ceph(self, cluster):
        self._add({
            "id": "ceph-1", "type": "ceph", "name": f"{cluster} Ceph", "status": "degraded", "tags": [],
            "disk": {"current": 55.2, "total": 90 * 1024 * GIB, "used": 50 * 1024 * GIB, "free": 40 * 1024 * GIB},
            "metricsTarget": {"resourceType": "storage", "resourceId": "ceph-fsid"},
            "proxmox": {"instance": cluster, "clusterName": cluster},
            "ceph": {
                "fsid": "6d2a7c1e-3f57-4e1a-9a0f-1c2d3e4f5a6b", "healthStatus": "HEALTH_WARN", "healthMessage": "1 OSD down",
                "healthChecks": [{"code": "OSD_DOWN", "severity": "HEALTH_WARN", "summary": "1 osds down"}],
                "numMons": 3, "numMgrs": 2, "numOsds": 12, "numOsdsUp": 11, "numOsdsIn": 12, "numPGs": 257,
                "pools": [{"name": "rbd", "storedBytes": 15 * 1024 * GIB, "availableBytes": 13 * 1024 * GIB, "objects": 4_100_000, "percentUsed": 53.6}],
                "services": [{"type": "mon", "running": 3, "total": 3}, {"type": "mgr", "running": 2, "total": 2}, {"type": "osd", "running": 11, "total": 12}],
            },
        })

    def state(self):
        return self.facts | {"resources": list(self.resources.values()), "lastUpdate": self.now}

    def delta(self, share=0.3, only=None):
        """The next round: some resources have other figures."""
        self.now = int(time.time() * 1000)
        upserts = []
        for resource in list(self.resources.values()):
            patch = {"id": resource["id"], "lastSeen": self.now}
            if "cpu" in resource and (only is None or resource["id"] in only) and self.random.random() < share:
                cpu = max(0.1, min(100, resource["cpu"]["current"] + self.random.uniform(-8, 8)))
                memory = resource["memory"]
                used = int(memory["total"] * max(1, min(99, memory["current"] + self.random.uniform(-2, 2))) / 100)
                patch |= {
                    "cpu": {"current": round(cpu, 2)},
                    "memory": {"current": round(used / memory["total"] * 100, 2), "used": used, "free": memory["total"] - used},
                    "network": {"rxBytes": self.random.randrange(10**3, 10**7), "txBytes": self.random.randrange(10**3, 10**7)},
                    "uptime": resource.get("uptime", 0) + 10,
                }
                self._merge(resource, patch)
                upserts.append(patch)
        return {"type": "rawData", "data": {"lastUpdate": self.now, "resourceDelta": {"upserts": upserts}}}

    def patch(self, *patches, removed=()):
        for patch in patches:
            self._merge(self.resources.setdefault(patch["id"], {}), patch)
        for name in removed:
            self.resources.pop(name, None)
        return {"type": "rawData", "data": {"resourceDelta": {"upserts": list(patches), "removed": sorted(removed)}}}

    def _merge(self, target, patch):
        for key, value in patch.items():
            if value is None:
                target.pop(key, None)
            elif isinstance(value, dict) and isinstance(target.get(key), dict):
                self._merge(target[key], value)
            else:
                target[key] = value

    def points(self, base, amplitude, hours=1, count=90, end=None):
        end = end or int(time.time() * 1000)
        step = hours * 3_600_000 / count
        values = [max(0, base + amplitude * math.sin(index / 9) + self.random.uniform(-amplitude, amplitude) / 4) for index in range(count)]
        return [{"timestamp": int(end - (count - 1 - index) * step), "value": value, "min": value * 0.9, "max": value * 1.1} for index, value in enumerate(values)]

    def history_answer(self, query, count=90):
        """What the server says of a range that ends now, or at `end`; of one metric only its points."""
        end = int(query.get("end") or time.time() * 1000)
        asked = query.get("range", "24h")
        hours = float(asked[:-1]) * {"m": 1 / 60, "h": 1, "d": 24}[asked[-1]]
        lines = {
            "cpu": (30, 20), "memory": (60, 4), "disk": (45, 1), "netin": (2e6, 1.5e6), "netout": (1e6, 8e5), "diskread": (4e6, 3e6), "diskwrite": (3e6, 2e6),
            "usage": (70, 2), "used": (1.3e12, 1e10), "total": (1.9e12, 0), "temperature": (45, 3), "smart_temp": (39, 1), "load1": (3, 1), "load5": (2.8, 0.5), "load15": (2.5, 0.2),
        }  # fmt: skip
        wanted = {"metric": query["metric"]} if "metric" in query else {}
        metrics = {name: self.points(*line, hours=hours, count=count, end=end) for name, line in lines.items() if wanted.get("metric", name) == name}
        points = {"points": metrics.get(wanted["metric"], [])} if wanted else {"metrics": metrics}
        return {"start": end - int(hours * 3_600_000), "end": end, "range": asked, "source": "store", **wanted, **points}

    def charts_answer(self):
        groups = {"data": {}, "nodeData": {}, "storageData": {}, "agentData": {}}
        for resource in self.resources.values():
            target = resource.get("metricsTarget", {}).get("resourceId")
            if resource["type"] == "storage":
                groups["storageData"][target] = {"disk": self.points(resource["disk"]["current"], 1, count=30)}
            elif "cpu" in resource:
                group = "nodeData" if resource["type"] == "agent" else "data"
                groups[group][target] = {
                    "cpu": self.points(resource["cpu"]["current"], 8, count=60),
                    "memory": self.points(resource["memory"]["current"], 3, count=60),
                    "disk": self.points(resource["disk"]["current"], 0.2, count=60),
                    "netin": self.points(2e6, 1e6, count=60),
                    "netout": self.points(1e6, 5e5, count=60),
                }
        return groups

    def forecast_answer(self, name):
        """Storages fill up in forty days; of anything else too little is known."""
        if not name.startswith("storage-"):
            return {"forecast": None, "reason": "not_enough_data", "hours": 3}
        current = self.resources[name]["disk"]["current"]
        days = 40
        rate = (100 - current) / days / 24
        return {"forecast": {"resource_id": name, "metric": "disk", "current_value": current, "confidence": 0.8, "trend": {"direction": "increasing", "rate_per_hour": rate, "rate_per_day": rate * 24}, "time_to_threshold_seconds": days * 86400}}  # fmt: skip

    def timeline_answer(self, name):
        """Two days known, an outage of two hours that began ten hours ago, and a restart after it."""
        now = time.time()

        def moment(hours):
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - hours * 3600))

        borders = [(168, "unknown", "not_seen_yet"), (48, "online", None), (10, "offline", None), (8, "online", None), (0, None, None)]
        states = [
            {"from": moment(start), "to": moment(end), "status": status} | ({"gap": gap} if gap else {})
            for (start, status, gap), (end, _, _) in zip(borders, borders[1:], strict=False)
        ]
        rows = [
            ("restart", "restarted", 8, "Restarted"),
            ("state_transition", "status", 10, "Now offline, was online"),
            ("relationship_change", "migration", 30, "Migrated from pve2 to pve1"),
        ]
        changes = [
            {"id": f"change-{at}", "occurredAt": moment(at), "resourceId": name, "kind": kind, "reason": reason, "metadata": {"changeType": change}}
            for kind, change, at, reason in rows
        ]
        return {"resourceId": name, "from": moment(168), "to": moment(0), "count": len(changes), "recentChanges": changes, "states": states}

    def storage_charts_answer(self):
        pools = {}
        for resource in self.resources.values():
            if resource["type"] == "storage":
                used, free = resource["disk"]["used"], resource["disk"]["free"]
                # A twentieth came over the range.
                rising = [{**point, "value": used * (0.95 + 0.05 * index / 89)} for index, point in enumerate(self.points(used, 0, hours=24 * 7))]
                pools[resource["metricsTarget"]["resourceId"]] = {"name": resource["name"], "used": rising, "avail": self.points(free, 0, hours=24 * 7), "usage": []}
        return {"pools": pools, "disks": {}, "stats": {}}

    def resource_answer(self, name):
        return {
            "id": name,
            "sources": ["proxmox", "agent"],
            "canonicalIdentity": {"displayName": name, "primaryId": f"proxmox:{name}", "aliases": [f"prod:{name}"]},
            "possibleDuplicates": ["agent-pve4"],
            "sourceStatus": {"proxmox": {"status": "online", "lastSeen": "2026-11-26T15:00:00Z"}},
            "provenance": [
                {"metric": "cpu", "source": "cluster-resources", "measuredAt": "2026-11-26T15:00:00Z", "ageSeconds": 0},
                {"metric": "memory", "source": "status-mem", "fallbacks": [{"source": "guest-agent-meminfo", "reason": "the guest agent does not answer"}], "measuredAt": "2026-11-26T15:00:00Z", "ageSeconds": 12},
            ],
        }


def query_of(url):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlparse(url).query))


class LiveEstate:
    """Puts an estate in the place of the server's data in one page: its socket, history and single resources."""

    def __init__(self, page, estate):
        self.page = page
        self.estate = estate
        self.socket = None
        # The state is kept back until `release`; points of each series in the history, as many as it makes when None.
        self.held = False
        self.points = None
        page.route_web_socket("**/ws?*", self._open)
        page.route("**/api/metrics-store/history?*", lambda route: route.fulfill(json=estate.history_answer(query_of(route.request.url), self.points or 90)))
        page.route("**/api/charts?*", lambda route: route.fulfill(json=estate.charts_answer()))
        page.route("**/api/ai/forecast?*", lambda route: route.fulfill(json=estate.forecast_answer(query_of(route.request.url)["resource_id"])))
        page.route("**/api/resources/*/timeline?*", lambda route: route.fulfill(json=estate.timeline_answer(route.request.url.split("/")[-2])))
        page.route("**/api/storage-charts?*", lambda route: route.fulfill(json=estate.storage_charts_answer()))
        page.route("**/api/resources/*", lambda route: route.fulfill(json=estate.resource_answer(route.request.url.rsplit("/", 1)[1])))

    def _open(self, socket):
        self.socket = socket
        socket.on_message(lambda _: None)
        socket.send(json.dumps({"type": "welcome", "data": {}}))
        if not self.held:
            self.release()

    def release(self):
        self.socket.send(json.dumps({"type": "initialState", "data": self.estate.state()}))

    def send(self, message):
        self.socket.send(json.dumps(message))


def open_estate(signed_in, address, estate=None, **options):
    """A signed-in page at an address with an estate in it."""
    page = signed_in("/settings/security/authentication", **options)
    live = LiveEstate(page, estate or Estate())
    page.goto(address)
    page.get_by_role("navigation", name="Main").wait_for()
    return page, live
