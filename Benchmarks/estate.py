#!/usr/bin/env python3
"""Watches a laboratory estate with a real server and measures what that costs.

The laboratory and the server are processes of their own; only the server's memory and processor time count. After a
time at rest come the load (wrk, 32 connections, each answer compared with a bare handler that sends the same bytes on
the same HTTP stack) and the browsers (open WebSockets that take every delta). Needs wrk and release builds:

    Scripts/run --build-only && Scripts/benchmark > /dev/null && Benchmarks/estate.py --nodes 50 --guests 1000 --minutes 60

Prints Markdown rows for Benchmarks/RESULTS.md.
"""
import argparse, asyncio, base64, datetime, gzip, http.server, json, os, re, signal, subprocess, tempfile, threading, time, urllib.parse, urllib.request

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--bin", default=os.path.join(here, "../.build/release"), help="folder of pulse and pulse-bench")
parser.add_argument("--nodes", type=int, default=50)
parser.add_argument("--guests", type=int, default=1000)
parser.add_argument("--clusters", type=int, default=1)
parser.add_argument("--minutes", type=float, default=60, help="time at rest before the load")
parser.add_argument("--seconds", type=int, default=4, help="length of each load run")
parser.add_argument("--rounds", type=int, default=2)
parser.add_argument("--browsers", type=int, default=500)
parser.add_argument("--browser-seconds", type=int, default=60)
parser.add_argument("--alerts", type=int, default=8, help="faults whose way to a receiver is timed; at most 8 a minute are sent")
parser.add_argument("--port", type=int, default=17700)
parser.add_argument("--keep", action="store_true", help="leave the data directory")
options = parser.parse_args()

base = f"http://127.0.0.1:{options.port}"
token = base64.b16encode(os.urandom(24)).decode().lower()
processes = []


def start(command, **more):
    process = subprocess.Popen(command, **more)
    processes.append(process)
    return process


def call(method, path, body=None, headers=(), raw=False):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data=data, method=method)
    request.add_header("X-API-Token", token)
    if data is not None:
        request.add_header("Content-Type", "application/json")
    for name, value in headers:
        request.add_header(name, value)
    with urllib.request.urlopen(request, timeout=60) as answer:
        content = answer.read()
        return content if raw else json.loads(content or b"null")


def memory(pid):
    """Resident MB and its peak."""
    text = open(f"/proc/{pid}/status").read()
    pick = lambda name: int(re.search(rf"{name}:\s+(\d+)", text).group(1)) / 1024
    return pick("VmRSS"), pick("VmHWM"), pick("RssAnon")


def processor(pid):
    """Seconds of processor time."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Share:
    """Percent of one core since it was made."""

    def __init__(self, pid):
        self.pid, self.busy, self.at = pid, processor(pid), time.monotonic()

    @property
    def percent(self):
        return 100 * (processor(self.pid) - self.busy) / (time.monotonic() - self.at)


def say(text):
    print(text, flush=True)


def set_up(directory):
    environment = dict(
        os.environ, PULSE_DATA_DIR=directory, FRONTEND_PORT=str(options.port), BIND_ADDRESS="127.0.0.1", PULSE_METRICS_PORT="0",
        PULSE_HOST_ENABLED="false", LOG_LEVEL="warn")
    server = start([f"{options.bin}/pulse", "serve"], env=environment, stdout=subprocess.DEVNULL)
    for _ in range(200):
        try:
            call("GET", "/api/health")
            break
        except OSError:
            time.sleep(0.05)
    secret = subprocess.run([f"{options.bin}/pulse", "bootstrap-token"], env=environment, capture_output=True, text=True).stdout
    bootstrap = re.search(r"\b[0-9a-f]{32,}\b", secret).group(0)
    call("POST", "/api/security/quick-setup", {"username": "admin", "password": "correct-horse-battery", "apiToken": token},
         [("X-Setup-Token", bootstrap)])
    return server


def laboratory():
    command = [f"{options.bin}/pulse", "lab", "--json", "--port", "0", "--control-port", "0", "--clusters", str(options.clusters), "--nodes", str(options.nodes),
               "--guests", str(options.guests)]
    lab = start(command, stdout=subprocess.PIPE, text=True)
    return lab, json.loads(lab.stdout.readline())


def rate(port, path, coding):
    command = ["wrk", "-t1", "-c32", f"-d{options.seconds}s", "--timeout", "30s", "-H", f"X-API-Token: {token}"]
    if coding == "gzip":
        command += ["-H", "Accept-Encoding: gzip"]
    out = subprocess.run(command + [f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(out)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def load(directory):
    guest = next(r for r in call("GET", "/api/resources?type=vm&limit=50")["data"] if r["status"] == "online")
    target = guest["metricsTarget"]
    history = f"/api/metrics-store/history?resourceType={target['resourceType']}&resourceId={target['resourceId']}&metric=cpu&range=24h"
    paths = ["/api/state", "/api/resources?limit=50", history, "/api/charts?range=1h"]
    files = []
    for index, path in enumerate(paths):
        files.append(os.path.join(directory, f"answer{index}"))
        open(files[-1], "wb").write(call("GET", path, raw=True))
    bare = start([f"{options.bin}/pulse-bench", "bare", "--port", str(options.port + 1), *files])
    time.sleep(2)
    say("\n| request | coding | bytes | server/s | bare/s | ratio |\n|---|---|---|---|---|---|")
    for index, path in enumerate(paths):
        content = open(files[index], "rb").read()
        for coding in ("plain", "gzip"):
            best = [0.0, 0.0]
            for _ in range(options.rounds):
                best[0] = max(best[0], rate(options.port, path, coding))
                best[1] = max(best[1], rate(options.port + 1, f"/{index}", coding))
            size = len(content) if coding == "plain" else len(gzip.compress(content, 1))
            short = path.split("?")[0] + ("?range=1h" if "charts" in path else "")
            say(f"| `{short}` | {coding} | {size:,} | {best[0]:,.0f} | {best[1]:,.0f} | {best[0] / best[1]:.2f} |")
    bare.terminate()


async def browser(counts):
    reader, writer = await asyncio.open_connection("127.0.0.1", options.port, limit=1 << 24)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write((
        f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{options.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; server_no_context_takeover\r\n"
        f"X-API-Token: {token}\r\n\r\n").encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in head:
        raise SystemExit(head.decode())
    while True:
        first, second = await reader.readexactly(2)
        size = second & 127
        if size == 126:
            size = int.from_bytes(await reader.readexactly(2), "big")
        elif size == 127:
            size = int.from_bytes(await reader.readexactly(8), "big")
        body = await reader.readexactly(size)
        counts["bytes"] += size
        counts["messages"] += 1
        if first & 15 == 9:
            mask = os.urandom(4)
            writer.write(bytes([0x8A, 0x80 | size]) + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(body)))
        elif first & 15 == 8:
            counts["closed"] += 1
            return


async def browsers(server):
    before = Share(server.pid)
    await asyncio.sleep(options.browser_seconds)
    alone = before.percent
    counts = {"bytes": 0, "messages": 0, "closed": 0}
    tasks = [asyncio.create_task(browser(counts)) for _ in range(options.browsers)]
    await asyncio.sleep(15)
    counts.update(bytes=0, messages=0)
    with_browsers = Share(server.pid)
    await asyncio.sleep(options.browser_seconds)
    share = with_browsers.percent
    resident, peak, anonymous = memory(server.pid)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    each = counts["bytes"] / options.browsers / options.browser_seconds * 10
    say(f"\n{options.browsers} browsers: {share:.1f} % of a core, {alone:.1f} % without, {share - alone:.1f} % more; {each / 1024:.0f} KB "
        f"every 10 s to each, {counts['messages'] / options.browsers:.1f} messages each, {counts['closed']} closed; resident {resident:.0f} MB")


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes messages and notes when the last byte of each was there."""

    arrived = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.arrived.append((time.time(), json.loads(body)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def silence(config):
    """Only what the laboratory is told to do passes a threshold, and the first reading decides."""
    config["activationState"] = "active"
    config["guestDefaults"]["cpu"] = {"trigger": 90, "clear": 85}
    for group in ("guestDefaults", "nodeDefaults"):
        for metric in ("memory", "disk", "temperature", *(["cpu"] if group == "nodeDefaults" else [])):
            config[group][metric] = {"trigger": 0, "clear": 0}
    config["storageDefault"] = {"trigger": 0, "clear": 0}
    config["timeThresholds"].update(guest=0, all=0)
    config.setdefault("metricTimeThresholds", {}).clear()
    for switch in ("disableAllAgents", "disableAllNodesOffline", "disableAllGuestsOffline"):
        config[switch] = True
    config["schedule"]["grouping"]["enabled"] = False


def alerts(estate):
    """From the moment of the reading that decides, as the resource gives it, to the message at a receiver on this machine."""
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    call("POST", "/api/system/settings/update", {"webhookAllowedPrivateCIDRs": "127.0.0.0/8"})
    config = call("GET", "/api/alerts/config")
    silence(config)
    call("PUT", "/api/alerts/config", config)
    time.sleep(70)
    call("POST", "/api/notifications/webhooks", {
        "name": "receiver", "url": f"http://127.0.0.1:{receiver.server_port}/", "service": "generic", "enabled": True, "method": "POST"})
    guests = [guest for guest in call("GET", "/api/state")["vms"] if guest["status"] == "running" and "pulse-" not in (guest.get("tags") or "")]
    step = max(1, len(guests) // options.alerts)
    Receiver.arrived.clear()
    for guest in guests[::step][:options.alerts]:
        control = urllib.request.Request(
            f"http://127.0.0.1:{estate['controlPort']}/lab/events", method="POST",
            data=json.dumps({"cluster": guest["instance"], "event": "guestLoad", "vmid": guest["vmid"], "cpu": 1.0}).encode())
        urllib.request.urlopen(control, timeout=10).read()
    ways, seen, end = [], 0, time.monotonic() + 60
    while seen < options.alerts and time.monotonic() < end:
        for at, message in Receiver.arrived[seen:]:
            seen += 1
            # At once: the next reading comes in ten seconds.
            resource = call("GET", "/api/resources/" + urllib.parse.quote(message["alerts"][0]["resourceId"], safe=""))
            measured = next(one["measuredAt"] for one in resource["provenance"] if one["metric"] == "cpu")
            ways.append(at - datetime.datetime.fromisoformat(measured.replace("Z", "+00:00")).timestamp())
        time.sleep(0.05)
    ways.sort()
    if not ways:
        raise SystemExit("No message arrived.")
    say(f"\nFrom the deciding reading to the receiver: {len(ways)} messages, median {ways[len(ways) // 2]:.2f} s, slowest {ways[-1]:.2f} s.")


def main():
    directory = tempfile.mkdtemp(prefix="pulse-estate-")
    server = set_up(directory)
    lab, estate = laboratory()
    for index, cluster in enumerate(estate["clusters"]):
        call("POST", "/api/config/nodes", {
            "type": "pve", "name": cluster.get("name", f"lab{index}"), "host": cluster["endpoints"][0]["origin"],
            "tokenName": cluster["tokenId"], "tokenValue": cluster["tokenSecret"],
            "fingerprint": cluster["endpoints"][0]["fingerprint"], "verifySSL": False})
    wanted = options.guests * 0.9
    began = time.monotonic()
    while True:
        by_type = call("GET", "/api/resources/stats").get("byType", {})
        if by_type.get("vm", 0) + by_type.get("system-container", 0) >= wanted:
            break
        time.sleep(0.5)
        if time.monotonic() - began > 120:
            raise SystemExit(f"the estate did not appear: {by_type}")
    say(f"# {options.guests} guests on {options.nodes} nodes: all there after {time.monotonic() - began:.1f} s")
    time.sleep(30)
    share, lab_share, end = Share(server.pid), Share(lab.pid), time.monotonic() + options.minutes * 60
    say("\n| minute | resident MB | anonymous MB | peak MB | % of a core |\n|---|---|---|---|---|")
    while time.monotonic() < end:
        window = Share(server.pid)
        time.sleep(min(max(options.minutes * 60 / 6, 10), end - time.monotonic() + 0.1))
        resident, peak, anonymous = memory(server.pid)
        minute = options.minutes - (end - time.monotonic()) / 60
        say(f"| {minute:.0f} | {resident:.0f} | {anonymous:.0f} | {peak:.0f} | {window.percent:.1f} |")
    say(f"\nOver the whole time at rest: {share.percent:.1f} % of a core (the laboratory itself: {lab_share.percent:.1f} %).")
    load(directory)
    resident, peak, anonymous = memory(server.pid)
    say(f"\nRight after load: resident {resident:.0f} MB, anonymous {anonymous:.0f} MB, peak {peak:.0f} MB.")
    if options.browsers:
        asyncio.run(browsers(server))
    if options.alerts:
        alerts(estate)
    say(f"\nResources: {json.dumps(call('GET', '/api/resources/stats').get('byType', {}))}")
    if not options.keep:
        subprocess.run(["rm", "-rf", directory])


try:
    main()
finally:
    for process in processes:
        process.send_signal(signal.SIGTERM)
