import { Fragment } from "../fragment.ts";
import { useObserved } from "../live/observable.ts";
import { MachinesPage } from "../machines/MachinesPage.tsx";
import { h, useEffect, useState } from "../preact.ts";
import { ApiTokensPage } from "../settings/ApiTokensPage.tsx";
import { PasswordPage } from "../settings/PasswordPage.tsx";
import { ConnectionBadge, OfflineBanner } from "./ConnectionBadge.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { KeyboardHelp } from "./KeyboardHelp.tsx";
import { onKey } from "./keyboard.ts";
import { NotFound } from "./NotFound.tsx";
import { home, replaceAddress, route, visit } from "./router.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { Toasts } from "./toasts.tsx";
import { UserMenu } from "./UserMenu.tsx";

interface Page {
  readonly path: string;
  readonly name: string;
  readonly group: string;
  readonly icon: IconName;
  readonly keys: string;
  readonly view: () => h.JSX.Element;
}

const pages: readonly Page[] = [
  { path: home, name: "Machines", group: "Monitor", icon: "machine", keys: "g m", view: () => <MachinesPage /> },
  { path: "/settings/security/api", name: "API tokens", group: "Settings", icon: "key", keys: "g t", view: () => <ApiTokensPage /> },
  { path: "/settings/security/authentication", name: "Password", group: "Settings", icon: "lock", keys: "g p", view: () => <PasswordPage /> },
];

export function Shell() {
  const path = useObserved(route, (value) => value.path);
  const [help, setHelp] = useState(false);
  const page = pages.find((candidate) => candidate.path === path);

  useEffect(() => {
    const releases = [onKey("?", () => setHelp(true)), ...pages.map((each) => onKey(each.keys, () => visit(each.path)))];
    return () => releases.forEach((release) => release());
  }, []);
  useEffect(() => {
    if (path === "/" || path === "/login" || path === "/hosts" || path === "/infrastructure") replaceAddress(home);
    else if (page?.path !== home) document.title = `${page?.name ?? "Not found"} · Pulse`;
  }, [path]);

  return (
    <Fragment>
      <a class="skip" href="#content" onClick={(event) => {
        event.preventDefault();
        document.getElementById("content")?.focus();
      }}>Skip to content</a>
      <div class="shell">
        <Navigation path={path} />
        <header class="topbar">
          <a class="brand compact" href={home} aria-label="Pulse"><Icon name="pulse" /><b>Pulse</b></a>
          <ConnectionBadge />
          <span class="spacer" />
          <ThemeSwitch />
          <button type="button" class="icon-button round desktop" aria-label="Keyboard help" title="Keyboard (?)" onClick={() => setHelp(true)}>
            <Icon name="help" />
          </button>
          <UserMenu onHelp={() => setHelp(true)} />
        </header>
        <main id="content" tabIndex={-1}>
          <OfflineBanner />
          <ErrorBoundary name={page?.name ?? "This page"} key={path}>{page ? page.view() : path === "/" ? null : <NotFound />}</ErrorBoundary>
        </main>
      </div>
      <Toasts />
      {help && <KeyboardHelp onClose={() => setHelp(false)} />}
    </Fragment>
  );
}

function Navigation({ path }: { path: string }) {
  const groups = [...new Set(pages.map((page) => page.group))];
  return (
    <nav class="navigation" aria-label="Main">
      <a class="brand" href={home}><Icon name="pulse" /><b>Pulse</b></a>
      {groups.map((group) => (
        <div class="nav-group" key={group}>
          <p class="nav-title">{group}</p>
          {pages.filter((page) => page.group === group).map((page) => (
            <a key={page.path} href={page.path} class="nav-link" aria-current={page.path === path ? "page" : undefined} title={`${page.name} (${page.keys})`}>
              <Icon name={page.icon} />
              <span>{page.name}</span>
            </a>
          ))}
        </div>
      ))}
    </nav>
  );
}
