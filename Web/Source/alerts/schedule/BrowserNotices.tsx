import { h, useState } from "../../preact.ts";
import { toast } from "../../shell/toasts.ts";
import { noticesWanted, wantNotices } from "../notices.ts";

/** Notices of this browser, whatever the server sends. */
export function BrowserNotices() {
  const [on, setOn] = useState(noticesWanted);
  const possible = typeof Notification !== "undefined" && globalThis.isSecureContext;
  return (
    <div class="stack">
      <label class="check">
        <input
          type="checkbox"
          checked={on}
          disabled={!possible}
          onChange={(event) => {
            const wanted = event.currentTarget.checked;
            void wantNotices(wanted).then((granted) => {
              setOn(granted);
              if (wanted && !granted) toast("The browser does not allow notices of this page.", "error");
            });
          }}
        />
        <span>Show notices of new alerts while this page is in the background</span>
      </label>
      {!possible && <p class="field-hint">Browsers allow this only over HTTPS.</p>}
    </div>
  );
}
