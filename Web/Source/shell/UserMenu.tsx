import { session, userName, wayIn } from "../access/session.ts";
import { signOut } from "../access/signIn.ts";
import { errorSentence } from "../api/error.ts";
import { setKiosk } from "../kiosk/kiosk.ts";
import { snapshot } from "../live/live.ts";
import { isObject } from "../live/mergePatch.ts";
import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import { Icon } from "./Icon.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { toast } from "./toasts.ts";
import { usePopover } from "./usePopover.ts";

export function UserMenu({ onHelp }: { onHelp: () => void }) {
  const { open, setOpen, box } = usePopover("[role=menuitem]");
  const name = useObserved(session, (value) => "status" in value ? userName(value.status) : "");
  const way = useObserved(session, (value) => "status" in value ? wayIn(value.status) : "");
  const version = useObserved(snapshot, (value) => isObject(value.facts.stats) ? String(value.facts.stats.version ?? "") : "");

  const move = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const items = [...(box.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const index = items.indexOf(document.activeElement as HTMLElement);
    items[(index + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus();
  };
  const leave = () => signOut().catch((error: unknown) => toast(errorSentence(error), "error"));

  return (
    <div class="menu-box" ref={box} onKeyDown={move}>
      <button type="button" class="icon-button round" aria-label={`User menu, ${name}`} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="user" />
      </button>
      {open && (
        <div class="menu" role="menu" aria-label="User menu">
          <p class="menu-title" role="presentation">
            <b>{name}</b>
            {way && <span>{way}</span>}
            {version && <span>Pulse {version}</span>}
          </p>
          <p class="menu-theme" role="presentation"><ThemeSwitch /></p>
          <a role="menuitem" href="/settings/system-general" onClick={() => setOpen(false)}><Icon name="sliders" />Preferences</a>
          <a role="menuitem" href="/settings/security/authentication" onClick={() => setOpen(false)}><Icon name="lock" />Change password</a>
          <button
            type="button"
            role="menuitem"
            onClick={() => {
              setOpen(false);
              onHelp();
            }}
          >
            <Icon name="keyboard" />Keyboard
          </button>
          <button
            type="button"
            role="menuitem"
            onClick={() => {
              setOpen(false);
              setKiosk(true);
            }}
          >
            <Icon name="system" />Kiosk
          </button>
          <button type="button" role="menuitem" onClick={() => void leave()}><Icon name="signOut" />Sign out</button>
        </div>
      )}
    </div>
  );
}
