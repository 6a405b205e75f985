"""Five thousand resources, a third of them changing with every round: what the page may cost (web-ui, §19).

Counts, sizes and shifts are held exactly; times at their budget by the median, against a yardstick that tells how much slower
a loaded machine is at that moment (`measuring.slowness`). PULSE_PAGE_FIGURES=path writes the figures of a run."""

import collections
import json
import os
import re
import statistics

import pytest
from estate import Estate, LiveEstate
from measuring import Measured, slowness, within
from playwright.sync_api import expect

# A budget for a desktop, and one for a phone: a quarter of the speed and a small screen.
DEVICES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
SLOWER = {"desktop": 1, "phone": 4}
figures = collections.defaultdict(dict)


@pytest.fixture(scope="module", autouse=True)
def written_down():
    yield
    if path := os.environ.get("PULSE_PAGE_FIGURES"):
        with open(path, "w") as file:
            json.dump(figures, file, indent=1)


class Large:
    """A page with five thousand resources in it, and what it costs."""

    def __init__(self, page, live, device):
        self.page, self.live, self.device = page, live, device
        self.measured = Measured(page)
        self.measured.session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER[device]})

    def keep(self, name, costs, desktop, phone):
        budget = desktop if self.device == "desktop" else phone
        slower = slowness(self.page.context, SLOWER[self.device])
        figures[name][self.device] = [round(statistics.median(costs), 1), round(slower, 2), budget]
        within(f"{name} on a {self.device}", costs, budget, slower)


def open_large(pages, server, cookies, device, address="/proxmox/overview"):
    page = pages.open(server, motion="reduce", **DEVICES[device])
    page.context.add_cookies(cookies)
    page.add_init_script("""
        globalThis.shifts = 0;
        new PerformanceObserver((list) => { for (const each of list.getEntries()) if (!each.hadRecentInput) shifts += each.value; }).observe({ type: "layout-shift", buffered: true });
    """)
    live = LiveEstate(page, Estate(nodes=50, guests=4400, storages=8, disks=2))
    assert 4900 <= len(live.estate.resources) <= 5100
    page.goto(address)
    return page, live


@pytest.fixture(params=DEVICES)
def large(request, pages, server, _cookies):
    page, live = open_large(pages, server, _cookies, request.param)
    expect(page.locator(".guests tr[data-id]").first).to_be_attached(timeout=30_000)
    page.wait_for_timeout(1000)
    return Large(page, live, request.param)


@pytest.fixture
def desktop(pages, server, _cookies):
    page, live = open_large(pages, server, _cookies, "desktop")
    expect(page.locator(".guests tr[data-id]").first).to_be_visible(timeout=30_000)
    page.wait_for_timeout(1000)
    return Large(page, live, "desktop")


@pytest.mark.parametrize("device", DEVICES)
def test_first_rows_come_soon_and_nothing_jumps(pages, server, _cookies, device):
    costs = []
    for _ in range(3):
        pages.leave()
        page, live = open_large(pages, server, _cookies, device, "/settings/security/authentication")
        live.held = True
        large = Large(page, live, device)
        page.goto("/proxmox/overview")
        page.get_by_role("navigation", name="Main").wait_for()
        page.wait_for_timeout(400)
        costs.append(large.measured.whole(lambda: (live.release(), expect(page.locator(".guests tr[data-id]").first).to_be_attached()), 300))
        page.wait_for_timeout(500)
        shifts = page.evaluate("shifts")
    large.keep("First rows after the state of 5000", costs, 400, 1500)
    figures["Layout shift (CLS)"][device] = [round(shifts, 4), 0.02 if device == "desktop" else 0.05]
    assert shifts <= (0.02 if device == "desktop" else 0.05)


def test_rounds_are_applied_without_holding_the_page_up(large):
    costs, scripts = [], []
    for _ in range(7):
        delta = large.live.estate.delta(0.37)
        assert len(delta["data"]["resourceDelta"]["upserts"]) > 1300
        scripts.append(large.measured.spent(lambda delta=delta: (large.live.send(delta), large.page.wait_for_timeout(400)), "ScriptDuration"))
        costs.append(large.measured.longest(lambda: large.live.send(large.live.estate.delta(0.37))))
    large.keep("Script of a delta of 1500", scripts, 25, 100)
    large.keep("Longest task of a delta of 1500", costs, 50, 200)


def test_a_page_at_rest_does_next_to_nothing(large):
    def ten_seconds():
        large.live.send(large.live.estate.delta(0.37))
        large.page.wait_for_timeout(10_000)

    load = large.measured.spent(ten_seconds) / 100
    large.keep("Main thread in use, percent", [load], 1.5, 6)


def test_searching_sorting_and_grouping_are_immediate(large):
    page = large.page
    search = page.get_by_role("combobox", name="Search guests")
    search.click()

    def type_over(text):
        search.select_text()
        # As an input method gives it: one event, and nothing of the test's own runs in the page meanwhile.
        return large.measured.whole(lambda: page.keyboard.insert_text(text))

    costs = [type_over(text) for text in ("web", "db", "cpu>50", "tag:prod -web", "mail", "node:pve1", "vmid:12")]
    large.keep("Keystroke to rows", costs, 50, 120)
    search.fill("web")
    expect(page.get_by_text(re.compile(r"[\d,]+ of 4,400"))).to_be_visible()
    search.fill("")

    def sort(name):
        page.evaluate("name => [...document.querySelectorAll('.guests .sort')].find(each => each.textContent.startsWith(name)).click()", name)

    costs = [large.measured.whole(lambda name=name: sort(name)) for name in ("CPU", "CPU", "Memory", "Name", "Disk", "Name", "Memory")]
    large.keep("Sort", costs, 60, 200)
    costs = [large.measured.whole(lambda key=key: page.locator(".select select").first.select_option(key)) for key in ("tag", "none", "pool", "node", "cluster")]
    large.keep("Group", costs, 60, 200)


def test_only_what_is_seen_is_mounted_and_scrolling_keeps_its_frames(large):
    page = large.page
    guests = page.locator(".guests")
    assert guests.locator("tr[data-id]").count() <= 60
    frames = 100

    def scroll():
        page.evaluate(
            """frames => new Promise(done => {
                let count = 0;
                const step = () => { scrollBy(0, 24); if (++count < frames) requestAnimationFrame(step); else done(); };
                requestAnimationFrame(step);
            })""",
            frames,
        )

    # What a frame takes on average: 60 a second leave 16.7 ms, 50 leave 20.
    large.keep("Frame while scrolling", [large.measured.whole(scroll, 50) / frames for _ in range(3)], 16.7, 20)
    figures["Rows mounted"][large.device] = [guests.locator("tr[data-id]").count(), 60]
    figures["Elements in the page"][large.device] = [page.evaluate("document.querySelectorAll('*').length"), 2500]
    assert guests.locator("tr[data-id]").count() <= 60
    assert page.evaluate("document.querySelectorAll('*').length") <= 2500
    # The last row can be reached, and the table knows how many it has.
    page.keyboard.press("End")
    expect(guests.locator("table")).to_have_attribute("aria-rowcount", str(4400 + 50 + 1))
    expect(page.locator(":focus")).to_have_attribute("data-row-link", str(4400 + 50 - 1))


def test_a_drawer_opens_at_once(large):
    page = large.page

    def opening():
        page.evaluate("document.querySelectorAll('.guests tr[data-id] a')[3].click()")
        # Until it is painted: two frames.
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")

    costs = []
    for _ in range(7):
        costs.append(large.measured.whole(opening, 0))
        expect(page.get_by_role("complementary")).to_be_visible()
        page.wait_for_timeout(200)
        page.keyboard.press("Escape")
        expect(page.get_by_role("complementary")).to_be_hidden()
        page.wait_for_timeout(200)
    large.keep("Drawer, known", costs, 50, 120)
    expect(page.locator(".guests tr[data-id]").nth(3).locator("a")).to_be_focused()


def test_charts_are_drawn_and_read_quickly(large):
    page = large.page
    large.live.points = 500
    page.evaluate("document.querySelector('.nodes tr[data-id] a').click()")
    drawer = page.get_by_role("complementary")
    expect(drawer.locator(".chart-plot").nth(5)).to_be_attached()
    page.wait_for_timeout(400)
    plot = drawer.locator(".chart-plot").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 40)

    moves = 20

    def sweep(start):
        # As a hand moves: one event in each frame. What follows the last one is part of it.
        for at in range(moves):
            page.mouse.move(box["x"] + 60 + start + at * 3, box["y"] + 40)
            page.wait_for_timeout(16)
        page.wait_for_timeout(200)

    # What the page does meanwhile of its own is no cost of pointing.
    rest = statistics.median(large.measured.spent(lambda: page.wait_for_timeout(16 * moves + 200)) for _ in range(5))
    large.keep("Pointing at charts", [max(0, large.measured.spent(lambda start=start: sweep(start)) - rest) / moves for start in range(1, 8)], 4, 12)
    # Another chart shows its own value at the same moment, once the pointer rests.
    times = drawer.locator(".chart-time")
    expect(times.nth(1)).to_have_text(times.first.text_content())


def test_a_hidden_page_writes_nothing(desktop):
    page = desktop.page
    page.evaluate("""() => {
        globalThis.writes = 0;
        Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
        document.dispatchEvent(new Event("visibilitychange"));
        new MutationObserver((list) => writes += list.length).observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
    }""")
    for _ in range(3):
        desktop.live.send(desktop.live.estate.delta(0.37))
        page.wait_for_timeout(300)
    desktop.live.send(desktop.live.estate.patch({"id": "vm-100", "name": "renamed-while-hidden", "displayName": "renamed-while-hidden"}))
    page.wait_for_timeout(11_500)
    assert page.evaluate("writes") == 0
    page.evaluate("""() => {
        delete document.hidden;
        document.dispatchEvent(new Event("visibilitychange"));
    }""")
    page.get_by_role("combobox", name="Search guests").fill("renamed")
    expect(page.locator("tr[data-id='vm-100']")).to_contain_text("renamed-while-hidden")


def test_memory_stays_for_a_day(desktop):
    page, live = desktop.page, desktop.live
    # The same figures over and over: what is measured is the page, not the maker of its data.
    busy, quiet = ([json.dumps(live.estate.delta(share)) for _ in range(20)] for share in (0.37, 0.05))

    def send(texts, count):
        for index in range(count):
            live.socket.send(texts[index % len(texts)])
            if index % 10 == 9:
                page.wait_for_timeout(60)
        page.wait_for_timeout(1500)
        return min(desktop.measured.heap() for _ in range(3))

    figures["Heap after load, MiB"]["desktop"] = [round(desktop.measured.heap(), 1), 60]
    assert desktop.measured.heap() <= 60
    # It comes to rest between rounds 500 and 1000, about two MiB above the start, with a dip now and then.
    first = max(send(busy, 500) for _ in range(2))
    # What still grows then is a leak. Ten seconds a round make 8640 a day; most are of few changes, so that the day passes in minutes.
    send(busy, 1000)
    last = send(quiet, 8640 - 2000)
    figures["Heap after a day, MiB"]["desktop"] = [round(last, 1), 80]
    assert last <= 80 and last <= first * 1.05, (first, last)


def test_the_palette_finds_among_all(large):
    page = large.page
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search everything")
    expect(field).to_be_focused()
    costs = [large.measured.whole(lambda text=text: field.fill(text)) for text in ("w", "we", "web-12", "#prod", "10.0.4")]
    large.keep("Keystroke in the palette", costs, 30, 120)
    field.fill("4123")
    expect(page.get_by_role("listbox", name="Results").get_by_role("option").first).to_contain_text("4123")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()
    assert "4123" in page.url
