"""The clusters themselves are killed under load and come back: the history has no hole, no guest is called off, all recovers by itself."""

import time

import pytest
from estate import INTERVAL, Estate, widest_gap
from test_lab_outages import Readers

AWAY = 25
VERSIONS = ["9.0", "8.4"]


@pytest.fixture(scope="module", params=VERSIONS)
def outage(request, make_module_server, tmp_path_factory):
    """What was seen around a kill -9 of two clusters while pages are read."""
    estate = Estate(
        make_module_server(LOG_FORMAT="json"), clusters=2, nodes=6, guests=24, state=tmp_path_factory.mktemp("laboratory"), version=request.param
    )
    for cluster in range(2):
        estate.connect(cluster)
    names = [estate.lab.name(cluster) for cluster in range(2)]

    def all_well(sample):
        return all(sample.is_well(name) for name in names)

    began = time.time()
    estate.watch(lambda sample: time.time() > began + 2 * INTERVAL + 2 and all_well(sample), timeout=60, what="some history")
    load = Readers(estate.server)
    before = [(one["name"], one["endpoints"]) for one in estate.lab.clusters]
    killed = time.time()
    estate.lab.kill()
    estate.watch(lambda _: time.time() > killed + AWAY, timeout=AWAY + 10, what="the outage")
    estate.lab.start()
    back = time.time()
    assert [(one["name"], one["endpoints"]) for one in estate.lab.clusters] == before, "not the same servers"
    estate.watch(all_well, timeout=60, what="the clusters")
    well = time.time()
    estate.watch(lambda _: time.time() > well + INTERVAL + 4, timeout=30, what="two polls more")
    assert load.answers > 30
    yield {"estate": estate, "names": names, "began": began, "killed": killed, "back": back, "well": well}
    estate.lab.stop()


def test_no_hole_stays(outage):
    estate = outage["estate"]

    def holes():
        found = {}
        for name in outage["names"]:
            for kind in ("vm", "system-container"):
                for metric in ("cpu", "netin"):
                    for guest, stamps in estate.points(name, kind, metric).items():
                        gap = widest_gap(stamps, outage["killed"] - INTERVAL, outage["well"] + INTERVAL)
                        if gap > INTERVAL + 6:
                            found[name, guest, metric] = gap
        return found

    deadline = time.time() + 20
    while holes() and time.time() < deadline:
        time.sleep(2)
    assert holes() == {}


def test_nobody_is_called_off(outage):
    """Half a minute is within the grace: what ran goes on to be shown as running."""
    estate = outage["estate"]
    before = estate.since(outage["began"], outage["killed"])[-1]
    for sample in estate.since(outage["killed"]):
        for name in outage["names"]:
            known = sample.guests(name)
            assert before.running(name) <= {key for key, one in known.items() if one["status"] == "running"}
            assert {one["status"] for one in sample.nodes(name).values()} == {"online"}


def test_it_was_seen_and_went_by_itself(outage):
    estate = outage["estate"]
    away = estate.since(outage["killed"] + 2 * INTERVAL, outage["back"])
    assert any(not sample.is_well(name) for sample in away for name in outage["names"]), "the outage was not shown"
    levels = estate.log_levels()
    assert not {"error", "critical"} & set(levels), (levels.get("error") or levels.get("critical"))[:3]
