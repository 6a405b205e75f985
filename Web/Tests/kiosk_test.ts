import { isShown, mayLeave, noKiosk, readKiosk } from "../Source/kiosk/kiosk.ts";
import { untilReload } from "../Source/kiosk/useKiosk.ts";
import { equal } from "./check.ts";

const read = (text: string, kept = noKiosk) => readKiosk(new URLSearchParams(text), kept);

Deno.test("an address says whether it is a wall screen, which pages it shows and how long", () => {
  equal(read("kiosk=1").on, true);
  equal(read("kiosk=true").on, true);
  equal(read("kiosk=0", { ...noKiosk, on: true }).on, false);
  equal(read("", { ...noKiosk, on: true }).on, true);
  equal(read("kiosk=1&rotate=45s&pages=/,proxmox/overview"), { on: true, pages: ["/", "/proxmox/overview"], every: 45_000 });
  equal(read("rotate=1s").every, 5000);
  equal(read("rotate=soon").every, 30_000);
});

Deno.test("a wall screen never shows what can be changed, nor another host", () => {
  equal(read("pages=/settings/infrastructure,//elsewhere.example,https://x.example,/alerts/overview,/alerts/schedule,/patrol").pages, ["/alerts/overview"]);
  equal(read("pages=,/nowhere").pages, ["/"], "only pages that exist");
  equal(["/", "/settingsless", "/alerts/history"].every(isShown), true);
});

Deno.test("a token that can only look cannot leave", () => {
  equal([mayLeave(undefined), mayLeave(["*"]), mayLeave(["settings:read"]), mayLeave(["monitoring:read"])], [true, true, true, false]);
});

Deno.test("it starts afresh at four", () => {
  equal(untilReload(new Date(2026, 10, 26, 3, 59, 0)), 60_000);
  equal(untilReload(new Date(2026, 10, 26, 4, 0, 0)), 24 * 3_600_000);
});
