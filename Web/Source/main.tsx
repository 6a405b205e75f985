import { watchNotices } from "./alerts/notices.ts";
import { takeAddressToken } from "./access/addressToken.ts";
import { watchEstate } from "./estate/estate.ts";
import { startKiosk } from "./kiosk/kiosk.ts";
import { h, render } from "./preact.ts";
import { watchPreferences } from "./preferences/preferences.ts";
import { App } from "./shell/App.tsx";
import { startKeyboard } from "./shell/keyboard.ts";
import { startRouter } from "./shell/router.ts";
import { watchTheme } from "./shell/theme.ts";

takeAddressToken();
watchTheme();
watchPreferences();
watchEstate();
watchNotices();
startKiosk();
startRouter();
startKeyboard();
const root = document.getElementById("app");
if (root) {
  root.replaceChildren();
  render(<App />, root);
}
