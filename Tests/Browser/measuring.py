"""What an action costs the page's main thread, in milliseconds of processor time: other programs on the machine do not count."""

import json
import statistics

CATEGORIES = ["toplevel", "devtools.timeline"]
# What is more than a tenth over its budget fails (web-ui, §19).
TOLERANCE = 1.1


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


# A fixed piece of what pages do: texts sorted, a table built and laid out. Two calm cores of 2025, where the figures of
# Benchmarks/RESULTS.md come from, take CALM milliseconds.
CALM = 33
YARDSTICK = """() => {
    const words = Array.from({ length: 30000 }, (_, index) => `guest-${index * 7919 % 30000}`);
    words.sort();
    document.body.replaceChildren();
    const table = document.body.appendChild(document.createElement("table"));
    for (let row = 0; row < 400; row += 1) {
        const line = table.insertRow();
        for (let cell = 0; cell < 8; cell += 1) line.insertCell().append(words[row * 8 + cell]);
    }
    return table.offsetHeight;
}"""


def slowness(context, slower):
    """How many times as slow as a calm one this machine is at the moment, at least 1: processor time grows when caches and
    cores are shared with other work. `slower` is the throttling that is wanted."""
    page = context.new_page()
    measured = Measured(page)
    measured.session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.evaluate(YARDSTICK)
    samples = [measured.spent(lambda: page.evaluate(YARDSTICK)) for _ in range(9)]
    page.close()
    return max(1, statistics.median(samples) / (CALM * slower))


def within(name, costs, budget, slower):
    """The median stays under its budget, taken as long as this machine makes it at the moment; tells all of them otherwise."""
    median = statistics.median(costs)
    told = f"{name}: median {median:.1f} ms over {budget} ms on a machine {slower:.2f} times as slow as a calm one: {[round(cost, 1) for cost in costs]}"
    assert median <= budget * slower * TOLERANCE, told
    return median
