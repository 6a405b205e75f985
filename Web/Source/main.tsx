import { watchAlertToasts } from "./alerts/alertToasts.ts";
import { watchLimits } from "./alerts/limits.ts";
import { watchNotices } from "./alerts/notices.ts";
import { takeAddressToken } from "./access/addressToken.ts";
import { watchRegistrations } from "./connections/registrations.ts";
import { watchEstate } from "./estate/estate.ts";
import { startKiosk } from "./kiosk/kiosk.ts";
import { h, render } from "./preact.ts";
import { migratePreferences } from "./preferences/migration.ts";
import { watchPreferences } from "./preferences/preferences.ts";
import { App } from "./shell/App.tsx";
import { startKeyboard } from "./shell/keyboard.ts";
import { pageAt } from "./shell/pages.ts";
import { route, startRouter } from "./shell/router.ts";
import { watchTheme } from "./shell/theme.ts";
import { watchWhereabouts } from "./shell/whereabouts.ts";

takeAddressToken();
watchTheme();
migratePreferences();
watchPreferences();
watchEstate();
watchNotices();
watchAlertToasts();
watchLimits();
watchRegistrations();
startKiosk();
startRouter();
watchWhereabouts();
// The code of the page is on its way while the server is asked who is here.
pageAt(route.value.path)?.preload?.();
startKeyboard();
const root = document.getElementById("app");
if (root) {
  root.replaceChildren();
  render(<App />, root);
}
