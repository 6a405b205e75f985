"""resources-metrics-recovery §6, §11 items 15–20."""

import time

import expect
import pytest
from server import wait_until

CHART_KEYS = {"data", "nodeData", "storageData", "dockerData", "dockerHostData", "agentData", "guestTypes", "timestamp", "stats"}


@pytest.fixture(scope="module")
def target(server):
    return server.host()["metricsTarget"]


def history(caller, target, **query):
    return caller.get("/api/metrics-store/history", params={**target, **query})


def check_points(points):
    stamps = [point["timestamp"] for point in points]
    assert stamps == sorted(set(stamps)), "points ascend"
    for point in points:
        assert point["min"] <= point["value"] <= point["max"], point


@pytest.mark.parametrize("path", ["/api/metrics-store/stats", "/api/metrics-store/history", "/api/charts", "/api/storage-charts"])
def test_who_may_read(server, path):
    expect.refusal(server.client().get(path), 401)
    expect.missing_scope(server.make_token("settings:read").get(path), "monitoring:read")
    assert server.admin.post(path, json={}).status_code == 405


@pytest.mark.parametrize("query", ["", "resourceType=vm", "resourceId=x", "resourceType=&resourceId="])
def test_both_names_are_needed(reader, query):
    expect.refusal(reader.get(f"/api/metrics-store/history?{query}"), 400, text="resourceType and resourceId are required")


def test_unknown_type(reader):
    expect.refusal(reader.get("/api/metrics-store/history?resourceType=x&resourceId=y"), 400, text='unsupported resourceType "x"')


@pytest.mark.parametrize(
    "kind", "node agent vm system-container oci-container app-container docker-host k8s pod storage disk container dockerHost dockerContainer guest docker".split()
)
def test_every_type_of_the_contract(reader, kind):
    body = reader.get(f"/api/metrics-store/history?resourceType={kind}&resourceId=no-such&metric=cpu").json()
    assert body["resourceType"] == kind and body["resourceId"] == "no-such" and body["points"] == []
    assert reader.get(f"/api/metrics-store/history?resourceType={kind}&resourceId=no-such").json()["metrics"] == {}


@pytest.mark.parametrize("text", ["nonsense", "-1h", "0", "1y", "1h,2h"])
def test_unreadable_ranges(reader, target, text):
    expect.refusal(history(reader, target, range=text), 400, "invalid_range")


@pytest.mark.parametrize("text", ["30d", "90d", "8d", "169h", "20160m"])
def test_a_long_range_is_licensed(reader, target, text):
    body = expect.refusal(history(reader, target, metric="cpu", range=text), 402, "license_required")
    assert body["feature"] == "long_term_metrics"


@pytest.mark.parametrize(
    ("text", "seconds"), [("1h", 3600), ("6h", 21_600), ("12h", 43_200), ("24h", 86_400), ("1d", 86_400), ("7d", 604_800), ("90m", 5400), ("36h", 129_600), ("168h", 604_800), ("1m", 300)]
)  # fmt: skip
def test_ranges(reader, target, text, seconds):
    body = history(reader, target, metric="cpu", range=text).json()
    assert body["end"] - body["start"] == pytest.approx(seconds * 1000, abs=2000)
    assert abs(body["end"] / 1000 - time.time()) < 5
    assert body["stepSeconds"] >= 0
    check_points(body["points"])


def test_the_default_is_a_day(reader, target):
    body = history(reader, target, metric="cpu").json()
    assert body["range"] == "24h" and body["end"] - body["start"] == 86_400_000


def test_a_range_may_end_earlier(server, reader, target):
    newest = wait_until(lambda: history(reader, target, metric="cpu", range="1h").json()["points"][2:], what="three points")[-1]["timestamp"]
    body = history(reader, target, metric="cpu", range="1h", end=newest - 1).json()
    assert (body["start"], body["end"]) == (newest - 1 - 3_600_000, newest - 1)
    assert body["points"] and body["points"][-1]["timestamp"] < newest
    assert history(reader, target, metric="cpu", range="1h", end=newest - 7_200_000).json()["points"] == []
    # Nothing is later than now.
    ahead = history(reader, target, metric="cpu", range="1h", end=newest + 86_400_000).json()
    assert abs(ahead["end"] / 1000 - time.time()) < 5


def test_how_far_back_an_earlier_end_looks_is_licensed(reader, target):
    week = int(time.time() * 1000) - 7 * 86_400_000
    assert history(reader, target, range="1h", end=week + 3_700_000).status_code == 200
    expect.refusal(history(reader, target, range="1h", end=week + 3_500_000), 402, "license_required")


@pytest.mark.parametrize("text", ["now", "-1", "0", "1.5", "99999999999999999999"])
def test_unreadable_ends(reader, target, text):
    expect.refusal(history(reader, target, range="1h", end=text), 400, "invalid_end")


def test_this_machine_is_remembered(server, reader, target):
    def enough():
        body = history(reader, target, range="1h").json()
        return body if len(body["metrics"].get("cpu", [])) >= 3 else None

    body = wait_until(enough, what="three points")
    assert {"cpu", "memory", "memoryused", "netin", "netout", "load1"} <= set(body["metrics"])
    assert body["source"] in ("store", "memory")
    for name, points in body["metrics"].items():
        check_points(points)
        if name in ("cpu", "memory", "swap", "disk"):
            assert all(0 <= point["value"] <= 100 for point in points)
    newest = body["metrics"]["cpu"][-1]["timestamp"] / 1000
    assert abs(newest - time.time()) < 10


@pytest.mark.parametrize("count", [1, 2, 24, 100])
def test_no_more_points_than_asked(server, reader, target, count):
    for text in ("1h", "24h", "7d"):
        points = history(reader, target, metric="cpu", range=text, maxPoints=count).json()["points"]
        assert 1 <= len(points) <= count + 1
        check_points(points)


@pytest.mark.parametrize("count", ["0", "-5", "abc", "999999999", "99999999999999999999"])
def test_odd_counts_do_no_harm(reader, target, count):
    answer = history(reader, target, metric="cpu", maxPoints=count)
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert len(answer.json()["points"]) <= 5000


def test_the_store_counts_its_work(server, reader):
    server.host()
    before = reader.get("/api/metrics-store/stats").json()
    assert before["enabled"] is True
    assert {"dbSize", "rawCount", "minuteCount", "hourlyCount", "dailyCount", "totalWrites", "bufferSize"} <= set(before)
    time.sleep(2.5)
    after = reader.get("/api/metrics-store/stats").json()
    assert after["totalWrites"] > before["totalWrites"] and after["rawCount"] >= before["rawCount"]
    assert after["dbSize"] > 0


def test_history_survives_a_restart(own_server):
    target = own_server.host()["metricsTarget"]
    time.sleep(3)
    before = history(own_server.admin, target, metric="memory", range="1h").json()["points"]
    own_server.restart()
    own_server.host()
    after = {point["timestamp"]: point for point in history(own_server.admin, target, metric="memory", range="1h").json()["points"]}
    assert len(before) >= 3
    assert [point for point in before if point["timestamp"] not in after] == []
    # The newest second may be measured again by the restarted server; the later value holds.
    assert all(after[point["timestamp"]]["value"] == pytest.approx(point["value"], abs=0.02) for point in before[:-1])


def test_charts(server, reader, target):
    server.host()
    body = reader.get("/api/charts?range=1h").json()
    assert set(body) >= CHART_KEYS
    series = body["agentData"][target["resourceId"]]
    assert series["cpu"] and all(set(point) >= {"timestamp", "value"} for point in series["cpu"])
    assert body["stats"]["range"] == "1h" and body["stats"]["rangeSeconds"] == 3600 and body["stats"]["metricsStoreEnabled"] is True
    assert body["stats"]["pointCounts"]["agents"] >= len(series["cpu"])
    assert abs(body["timestamp"] / 1000 - time.time()) < 5


@pytest.mark.parametrize(("asked", "used"), [("nonsense", "1h"), ("", "1h"), ("5m", "5m"), ("15m", "15m"), ("30m", "30m"), ("4h", "4h"), ("12h", "12h"), ("24h", "24h"), ("7d", "7d")])
def test_chart_ranges(reader, asked, used):
    body = reader.get("/api/charts", params={"range": asked}).json()
    assert body["stats"]["range"] == used
    longest = max((len(points) for one in body["agentData"].values() for points in one.values()), default=0)
    assert longest <= 500


def test_a_month_of_charts_is_licensed(reader):
    assert expect.refusal(reader.get("/api/charts?range=30d"), 402)["feature"] == "long_term_metrics"


def test_storage_charts_have_as_few_points_as_wanted(reader):
    body = reader.get("/api/storage-charts", params={"range": "1h", "maxPoints": 2}).json()
    assert all(len(pool[line]) <= 2 for pool in body["pools"].values() for line in ("usage", "used", "avail"))
    assert expect.refusal(reader.get("/api/storage-charts?maxPoints=0"), 400)["code"] == "invalid_max_points"


@pytest.mark.parametrize("text", ["", "60", "1h", "7d", "nonsense", "-5"])
def test_storage_charts(reader, text):
    answer = reader.get("/api/storage-charts", params={"range": text} if text else {})
    if text in ("nonsense", "-5") and answer.status_code == 400:
        return
    body = answer.json()
    assert isinstance(body["pools"], dict) and isinstance(body["disks"], dict)
    assert {"range", "rangeSeconds", "metricsStoreEnabled", "pointCounts"} <= set(body["stats"])
    for pool in body["pools"].values():
        assert pool["name"] and all(set(point) >= {"timestamp", "value"} for key in ("usage", "used", "avail") for point in pool[key])
