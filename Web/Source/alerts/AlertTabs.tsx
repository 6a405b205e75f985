import { count } from "../format/number.ts";
import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import { route } from "../shell/router.ts";
import { useAlerts, useMayChange } from "./useAlerts.ts";

/** The pages of alerts; the rules only for those who may change them. */
export function AlertTabs() {
  const path = useObserved(route, (value) => value.path);
  const { active } = useAlerts();
  const may = useMayChange();
  const open = active.filter((alert) => !alert.acknowledged).length;
  const tabs: readonly (readonly [path: string, name: string, count?: number])[] = [
    ["/alerts/overview", "Active", open],
    ["/alerts/history", "History"],
    ...(may ? [["/alerts/thresholds", "Thresholds"], ["/alerts/destinations", "Notifications"], ["/alerts/schedule", "Schedule"]] as const : []),
  ];
  return (
    <nav class="tabs" aria-label="Alerts">
      {tabs.map(([to, name, number]) => (
        <a key={to} href={to} aria-current={to === path ? "page" : undefined}>{name}{number !== undefined && number > 0 && <small class="tabular">{count(number)}</small>}</a>
      ))}
    </nav>
  );
}
