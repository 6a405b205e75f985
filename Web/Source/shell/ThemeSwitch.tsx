import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import { Icon } from "./Icon.tsx";
import { chooseTheme, type ThemeChoice, themeChoice } from "./theme.ts";

const choices: readonly [ThemeChoice, string, "sun" | "moon" | "system"][] = [
  ["light", "Light", "sun"],
  ["dark", "Dark", "moon"],
  ["system", "Like the system", "system"],
];

export function ThemeSwitch() {
  const chosen = useObserved(themeChoice);
  return (
    <div class="segments icons" role="radiogroup" aria-label="Theme">
      {choices.map(([choice, name, icon]) => (
        <button
          type="button"
          key={choice}
          role="radio"
          aria-checked={chosen === choice}
          aria-label={name}
          title={name}
          onClick={() => chooseTheme(choice)}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}
