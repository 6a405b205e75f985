import { sayNews } from "../Source/alerts/alertToasts.ts";
import { Registrations } from "../Source/connections/registrations.ts";
import { migrated } from "../Source/preferences/migration.ts";
import { readPreferences } from "../Source/preferences/preferences.ts";
import { readAddresses, startAddress } from "../Source/shell/whereabouts.ts";
import { equal } from "./check.ts";

Deno.test("kept preferences that are missing or odd are as usual", () => {
  const usual = readPreferences({});
  equal([usual.start, usual.letters, usual.alertToasts, usual.width], ["overview", "commands", "on", "bounded"]);
  equal(readPreferences({ start: "/settings", letters: "sing", alertToasts: false, width: 7 }), usual);
  equal(readPreferences({ letters: "search", start: "last", alertToasts: "off" }), { ...usual, letters: "search", start: "last", alertToasts: "off" });
});

Deno.test("the page begins where it is wanted, if that is still there", () => {
  equal([startAddress("overview", "/alerts/overview"), startAddress("last", "/alerts/overview"), startAddress("proxmox", null)], [null, "/alerts/overview", "/proxmox/overview"]);
  equal([startAddress("last", null), startAddress("last", "/gone"), startAddress("last", "//elsewhere.example"), startAddress("last", 7)], [null, null, null, null]);
});

Deno.test("an entry remembers only addresses of its own", () => {
  equal(readAddresses({ Proxmox: "/proxmox/storage?q=tank", Alerts: "/proxmox/storage", Machines: 3, Overview: "https://x.example/" }), { Proxmox: "/proxmox/storage?q=tank" });
  equal([readAddresses(null), readAddresses("x")], [{}, {}]);
});

Deno.test("alerts that begin or end together are told in one line", () => {
  const alert = (id: string, level: string) => ({ id, level, resourceName: `vm ${id}`, message: "CPU at 96 %" });
  equal(sayNews([], false), null);
  equal(sayNews([alert("a/1", "critical")], false), { text: "Critical: vm a/1, CPU at 96 %", href: "/alerts/overview?alert=a%2F1" });
  equal(sayNews([alert("a", "warning"), alert("b", "critical"), alert("c", "critical")], false)?.text, "3 new alerts, 2 critical.");
  equal([sayNews([alert("a", "warning")], true)?.text, sayNews([alert("a", "warning"), alert("b", "warning")], true)?.text], ["Over: vm a, CPU at 96 %", "2 alerts are over."]);
});

Deno.test("a registration is told when it is new, each host once in ten minutes", () => {
  const told = new Registrations(), minute = 60_000;
  equal([told.isNews("a", null, 0), told.isNews("a", 0, minute), told.isNews("b", 0, minute)], [true, false, true]);
  equal([told.isNews("a", null, 10 * minute), told.isNews("c", 0, 3 * minute), told.isNews("c", 2 * minute, 3 * minute)], [true, false, true]);
});

Deno.test("choices of other versions are taken over where they mean something here", () => {
  const kept = (values: Readonly<Record<string, string>>) => migrated((name) => values[name] ?? null);
  equal(kept({}), {});
  equal(kept({ temperatureUnit: "celsius", fullWidthMode: "false", other: "x" }), {});
  equal(kept({ temperatureUnit: "fahrenheit", fullWidthMode: "true" }), { temperature: "F", width: "full" });
});
