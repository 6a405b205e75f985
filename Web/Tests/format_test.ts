import { dayTitle } from "../Source/alerts/history/occurrences.ts";
import { bytes, diskBytes, networkRate, rate } from "../Source/format/bytes.ts";
import { celsius, exactPercent, percent, plural } from "../Source/format/number.ts";
import { clockTime, duration, relative, uptime } from "../Source/format/time.ts";
import { preferences, readPreferences } from "../Source/preferences/preferences.ts";
import { equal } from "./check.ts";

Deno.test("bytes use base 1024 with three significant figures", () => {
  const table: [number | null | undefined, string][] = [
    [null, "—"],
    [undefined, "—"],
    [NaN, "—"],
    [0, "0 B"],
    [1, "1 B"],
    [1023, "1023 B"],
    [1024, "1.00 KiB"],
    [9.994 * 1024, "9.99 KiB"],
    [9.996 * 1024, "10.0 KiB"],
    [99.96 * 1024, "100 KiB"],
    [1023.6 * 1024, "1.00 MiB"],
    [16 * 1024 ** 3, "16.0 GiB"],
    [2 ** 80, "1048576 EiB"],
  ];
  for (const [value, text] of table) equal(bytes(value), text, String(value));
});

Deno.test("a rate below one byte a second is a measured zero, an unknown one is not", () => {
  equal(rate(0), "0");
  equal(rate(0.99), "0");
  equal(rate(1), "1 B/s");
  equal(rate(3.5 * 1024 ** 2), "3.50 MiB/s");
  equal(rate(null), "—");
});

Deno.test("percent never shows a small load as zero", () => {
  equal([0, 0.2, 0.99, 1, 41.5, 100].map(percent), ["0 %", "<1 %", "<1 %", "1 %", "42 %", "100 %"]);
  equal([null, undefined, -1, Infinity].map(percent), ["—", "—", "—", "—"]);
  equal(exactPercent(41.55), "41.5 %".replace("41.5", (41.55).toFixed(1)));
  equal(exactPercent(-1), "—");
});

Deno.test("times of length", () => {
  equal([0, 59, 720, 15120, 2260800].map(uptime), ["0m", "0m", "12m", "4h 12m", "26d 4h"]);
  equal(uptime(null), "—");
  equal([0, 45, 200, 7500, 180, 90000].map(duration), ["0s", "45s", "3m 20s", "2h 5m", "3m", "1d 1h"]);
});

Deno.test("distance from now", () => {
  const now = 1_700_000_000_000, second = 1000, hour = 3_600_000;
  equal(relative(now - 5 * second, now), "just now");
  equal(relative(now + 3 * second, now), "just now", "clocks differ a little");
  equal(relative(now - 5 * 60 * second, now), "5 min ago");
  equal(relative(now - 3 * hour, now), "3 h ago");
  equal(relative(now - 50 * hour, now), "2 d ago");
  equal(relative(now + 5.5 * 60 * second, now), "in 5 min");
  equal(relative(0, now), "—");
  equal(/\d{4}/.test(relative(now - 400 * 24 * hour, now)), true, "long ago is a date");
});

Deno.test("plural", () => {
  equal([0, 1, 2].map((value) => plural(value, "machine")), ["0 machines", "1 machine", "2 machines"]);
});

Deno.test("preferred units: bits of the network, disks in thousands, short labels, Fahrenheit, UTC", () => {
  const usual = readPreferences({});
  const written = () => [bytes(2 * 1024 ** 3), diskBytes(1_920_000_000_000), networkRate(1_250_000), rate(1024), celsius(40)];
  equal(written(), ["2.00 GiB", "1.75 TiB", "1.19 MiB/s", "1.00 KiB/s", "40 °C"]);
  preferences.set(readPreferences({ sizes: "KB", network: "bits", temperature: "F", zone: "UTC" }));
  equal(written(), ["2.00 GB", "1.75 TB", "10.0 Mbit/s", "1.00 KB/s", "104 °F"]);
  preferences.set(readPreferences({ sizes: "KB", disks: "1000", zone: "UTC" }));
  equal(written(), ["2.00 GB", "1.92 TB", "1.19 MB/s", "1.00 KB/s", "40 °C"]);
  equal([networkRate(0.5), networkRate(null)], ["0", "—"]);
  equal(/11:30/.test(clockTime(Date.UTC(2026, 10, 27, 11, 30))), true);
  equal(dayTitle("2026-11-26", Date.UTC(2026, 10, 27, 0, 30)), "Yesterday");
  preferences.set(usual);
});

Deno.test("what is kept and is no value of its choice is the usual one", () => {
  equal(readPreferences({ density: "compact", network: 8, zone: "Mars" }), { ...readPreferences({}), density: "compact" });
});
