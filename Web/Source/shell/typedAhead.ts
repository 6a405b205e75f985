let typed = "";
let stop: (() => void) | null = null;

/** Keeps what is typed from now on for a field that is asked for and not there yet: neither lost nor taken for commands. Answers how to stop. */
export function typeAhead(): () => void {
  typed = "";
  const take = (event: KeyboardEvent) => {
    if (event.key === "Escape") return stop?.();
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    typed += event.key;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  stop?.();
  document.addEventListener("keydown", take, true);
  stop = () => {
    document.removeEventListener("keydown", take, true);
    stop = null;
  };
  return stop;
}

/** What was typed meanwhile; from now on keys go to the field itself. */
export function takeTyped(): string {
  stop?.();
  const taken = typed;
  typed = "";
  return taken;
}
