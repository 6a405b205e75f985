import { criticalByEntry, openAlerts } from "../alerts/notices.ts";
import { NoticeBar } from "../bars/NoticeBar.tsx";
import { Fragment } from "../fragment.ts";
import { estate } from "../estate/estate.ts";
import { isShown, leaveKiosk } from "../kiosk/kiosk.ts";
import { KioskClock } from "../kiosk/KioskClock.tsx";
import { useKiosk } from "../kiosk/useKiosk.ts";
import { connection, snapshot } from "../live/live.ts";
import { useObserved } from "../live/observable.ts";
import { preferences } from "../preferences/preferences.ts";
import { h, useEffect, useLayoutEffect, useMemo, useState } from "../preact.ts";
import { ConnectionBadge, isLost, OfflineBanner } from "./ConnectionBadge.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Icon } from "./Icon.tsx";
import { onKey } from "./keyboard.ts";
import { lazy } from "./lazy.tsx";
import { NotFound } from "./NotFound.tsx";
import { type Entry, entries, mayOpen, pageAt, pages, redirects } from "./pages.ts";
import { copyAddress } from "./copyAddress.ts";
import { home, replaceAddress, resourcePrefix, route, visit } from "./router.ts";
import { ResourceLink } from "./ResourceLink.tsx";
import { watchRowKeys } from "./rowKeys.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { ToastStack } from "./ToastStack.tsx";
import { typeAhead } from "./typedAhead.ts";
import { UserMenu } from "./UserMenu.tsx";
import { VersionChip } from "./VersionChip.tsx";
import { lastAddress } from "./whereabouts.ts";

const palette = lazy(() => import("../palette/Palette.tsx"), (module) => module.Palette, null);
const keyboardHelp = lazy(() => import("./KeyboardHelp.tsx"), (module) => module.KeyboardHelp, null);
const messages = lazy(() => import("./Said.tsx"), (module) => module.Said, null);

export function Shell() {
  const path = useObserved(route, (value) => value.path);
  /** The dialog of the shell that is open. */
  const [dialog, setDialog] = useState<"help" | "messages" | null>(null);
  const [searching, setSearching] = useState(false);
  const wall = useKiosk();
  const lost = useObserved(connection, isLost);
  const full = useObserved(preferences, (value) => value.width === "full");
  const page = pageAt(path);
  const redirect = redirects[path];
  /** What is here only for a moment asks the server for nothing. */
  const leaving = redirect !== undefined || (wall.on && !isShown(path));

  useEffect(() => {
    const releases = [
      onKey("?", () => setDialog("help")),
      watchRowKeys(),
      onKey("g m", () => visit("/standalone/machines")),
      ...pages.flatMap((each) => each.keys ? [onKey(each.keys, () => visit(each.path))] : []),
    ];
    const combined = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.key.toLowerCase() === "k" && !event.shiftKey) {
        event.preventDefault();
        setSearching((open) => !open);
      } else if (event.key.toLowerCase() === "c" && event.shiftKey) {
        event.preventDefault();
        void copyAddress();
      }
    };
    document.addEventListener("keydown", combined);
    // Pages that can be gone to are fetched when there is nothing else to do.
    // A page that nobody sees loads nothing ahead; it does when it is looked at.
    const preload = () => document.hidden || [palette, keyboardHelp, messages, ...pages].forEach((each) => each.preload?.());
    const idle = setTimeout(preload, 3000);
    document.addEventListener("visibilitychange", preload);
    return () => {
      releases.forEach((release) => release());
      document.removeEventListener("keydown", combined);
      clearTimeout(idle);
      document.removeEventListener("visibilitychange", preload);
    };
  }, []);
  useLayoutEffect(() => searching ? typeAhead() : undefined, [searching]);
  useEffect(() => {
    if (redirect) replaceAddress(redirect + (redirect.includes("?") ? location.search.replace("?", "&") : location.search));
    scrollTo(0, 0);
  }, [path]);
  useEffect(() => {
    // Pages that say more of their state in the title set it themselves.
    if (redirect || page?.entry === "Machines" || page?.path === home) return;
    const tell = () => {
      const { critical } = openAlerts(estate.value.alerts.list);
      const title = `${critical > 0 ? `(${critical}) ` : ""}${page?.name ?? "Not found"} · Pulse`;
      if (title !== document.title) document.title = title;
    };
    tell();
    return estate.subscribe(tell);
  }, [path]);

  return (
    <Fragment>
      <a class="skip" href="#content" onClick={(event) => {
        event.preventDefault();
        document.getElementById("content")?.focus();
      }}>Skip to content</a>
      <div class={`shell ${wall.on ? "kiosk" : ""} ${wall.head ? "" : "headless"} ${full ? "full-width" : ""}`}>
        {wall.on ? <KioskClock /> : <Navigation entry={page?.entry ?? null} />}
        <header class="topbar">
          <a class="brand compact" href={home} aria-label="Pulse"><Icon name="pulse" /><b>Pulse</b></a>
          <ConnectionBadge />
          <VersionChip />
          <span class="spacer" />
          <button type="button" class="palette-button" aria-label="Search everything" title="Search everything (Ctrl K)" onClick={() => setSearching(true)}>
            <Icon name="search" /><span>Search</span><kbd>Ctrl K</kbd>
          </button>
          <ThemeSwitch />
          <button type="button" class="icon-button round desktop" aria-label="Keyboard help" title="Keyboard (?)" onClick={() => setDialog("help")}>
            <Icon name="help" />
          </button>
          {wall.on
            ? <button type="button" class="button small" onClick={() => leaveKiosk()}>Leave kiosk</button>
            : <UserMenu onHelp={() => setDialog("help")} />}
        </header>
        <main id="content" tabIndex={-1}>
          <OfflineBanner />
          {!lost && !wall.on && <NoticeBar />}
          {page?.path.startsWith("/settings/") && <SettingsTabs entry={page.entry} />}
          <ErrorBoundary name={page?.name ?? "This page"} key={path}>{leaving ? null : page ? page.view({}) : path.startsWith(resourcePrefix) ? <ResourceLink /> : <NotFound onSearch={() => setSearching(true)} />}</ErrorBoundary>
        </main>
      </div>
      <ToastStack />
      {dialog === "help" && keyboardHelp.view({ onClose: () => setDialog(null) })}
      {dialog === "messages" && messages.view({ onClose: () => setDialog(null) })}
      {searching && palette.view({ onClose: () => setSearching(false), onHelp: () => setDialog("help"), onMessages: () => setDialog("messages") })}
    </Fragment>
  );
}

function Navigation({ entry }: { entry: string | null }) {
  const proxmox = useObserved(estate, (value) => value.nodes.length + value.guests.length > 0);
  const alerts = useObserved(estate, (value) => value.alerts);
  const open = openAlerts(alerts.list);
  const critical = useMemo(() => criticalByEntry(alerts.list, (id) => snapshot.value.resources.get(id)), [alerts]);
  const shown = entries.filter((each) => (each.name !== "Proxmox" || proxmox || entry === "Proxmox") && pages.some((page) => page.entry === each.name && mayOpen(page)));
  return (
    <nav class="navigation" aria-label="Main">
      <a class="brand" href={home}><Icon name="pulse" /><b>Pulse</b></a>
      {(["Monitor", "Settings"] as const).map((group) => (
        <div class="nav-group" key={group}>
          <p class="nav-title">{group}</p>
          {shown.filter((each) => each.group === group).map((each, index) => (
            <NavLink key={each.name} entry={each} settings={group === "Settings" ? index : null} current={each.name === entry} badge={critical.get(each.name) ?? 0} alerts={each.name === "Alerts" ? open : null} />
          ))}
        </div>
      ))}
    </nav>
  );
}

/** `settings` counts the entries of the settings: on a phone the bar has room for one way into them, the others are reached from there. */
function NavLink({ entry, settings, current, badge, alerts }: { entry: Entry; settings: number | null; current: boolean; badge: number; alerts: { readonly critical: number; readonly warning: number } | null }) {
  const page = pages.find((each) => each.entry === entry.name);
  if (!page) return null;
  return (
    <a href={current ? page.path : lastAddress(entry.name) ?? page.path} class={`nav-link ${settings !== null && settings > 0 ? "minor" : ""}`} aria-current={current ? "page" : undefined} title={page.keys ? `${entry.name} (${page.keys})` : entry.name}>
      <Icon name={entry.icon} />
      <span class={settings === 0 ? "wide-name" : undefined}>{entry.name}</span>
      {settings === 0 && <span class="short-name" aria-hidden="true">Settings</span>}
      {badge > 0 && <b class="nav-badge"><span class="visually-hidden">critical: </span>{badge}</b>}
      {alerts && alerts.critical + alerts.warning > 0 && (
        <div class="nav-badges">
          {alerts.critical > 0 && <b class="nav-badge new" key={`critical ${alerts.critical}`}><span class="visually-hidden">critical: </span>{alerts.critical}</b>}
          {alerts.warning > 0 && <b class="nav-badge warning new" key={`warning ${alerts.warning}`}><span class="visually-hidden">warnings: </span>{alerts.warning}</b>}
        </div>
      )}
    </a>
  );
}

/** On a phone the bar below has room for one way into the settings; here are the others. */
function SettingsTabs({ entry }: { entry: string }) {
  return (
    <nav class="tabs phone-only" aria-label="Settings">
      {entries.filter((each) => each.group === "Settings" && pages.some((page) => page.entry === each.name && mayOpen(page))).map((each) => (
        <a key={each.name} href={pages.find((page) => page.entry === each.name)?.path} aria-current={each.name === entry ? "page" : undefined}>{each.name}</a>
      ))}
    </nav>
  );
}
