"""What an action costs the page's main thread, in milliseconds of processor time: other programs on the machine do not count."""

import json
import os
import statistics

CATEGORIES = ["toplevel", "devtools.timeline"]
# Processor time still grows when caches and cores are shared: a loaded machine needs about half as much again, a regression
# (a table sorted or laid out twice, a row drawn for every resource) takes several times as long.
SLACK = float(os.environ.get("PULSE_TIMING_SLACK", "2"))


class Measured:
    """Runs an action and tells what it cost."""

    def __init__(self, page, session=None):
        self.page = page
        self.browser = page.context.browser
        self.session = session or page.context.new_cdp_session(page)
        # Time of the thread, not of the clock.
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def tasks(self, act, wait=350):
        self.browser.start_tracing(page=self.page, categories=CATEGORIES)
        act()
        self.page.wait_for_timeout(wait)
        events = json.loads(self.browser.stop_tracing())["traceEvents"]
        threads = {(event["pid"], event["tid"]) for event in events if event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"}
        # Chromium has called a task by both names.
        names = ("RunTask", "ThreadControllerImpl::RunTask")
        found = [event.get("tdur", 0) / 1000 for event in events if event.get("ph") == "X" and event["name"] in names and (event["pid"], event["tid"]) in threads]
        assert found, "the trace holds no task of the page"
        return found

    def longest(self, act, wait=350):
        return max(self.tasks(act, wait))

    def whole(self, act, wait=350):
        """The action and the frames that paint it: everything above idle noise."""
        return sum(task for task in self.tasks(act, wait) if task > 1)

    def metrics(self):
        return {each["name"]: each["value"] for each in self.session.send("Performance.getMetrics")["metrics"]}

    def spent(self, act, name="TaskDuration"):
        """Milliseconds of a sum that the browser keeps: `TaskDuration`, `ScriptDuration`, `LayoutDuration`."""
        before = self.metrics()[name]
        act()
        return (self.metrics()[name] - before) * 1000

    def heap(self):
        """MiB in use after a collection."""
        self.session.send("HeapProfiler.collectGarbage")
        return self.metrics()["JSHeapUsedSize"] / 1024**2


def within(name, costs, budget, slack=SLACK):
    """The median stays under its budget times the slack; tells all of them otherwise."""
    median = statistics.median(costs)
    assert median <= budget * slack, f"{name}: median {median:.1f} ms over {budget} ms × {slack:g}: {[round(cost, 1) for cost in costs]}"
    return median
