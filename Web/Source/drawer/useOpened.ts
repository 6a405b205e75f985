import { useEffect, useRef, useState } from "../preact.ts";

/** The opened item; one that leaves the estate stays for five seconds, so that it can be seen what went. */
export function useOpened<R extends { readonly id: string }>(rows: readonly R[], id: string | null): { item: R | undefined; gone: boolean } {
  const [given, setGiven] = useState<string | null>(null);
  const last = useRef<R | null>(null);
  const found = id === null ? undefined : rows.find((row) => row.id === id);
  if (found) last.current = found;
  const lingering = !found && id !== null && last.current?.id === id && given !== id;
  useEffect(() => {
    if (!lingering) return;
    const timer = setTimeout(() => setGiven(id), 5000);
    return () => clearTimeout(timer);
  }, [lingering, id]);
  return { item: found ?? (lingering ? last.current ?? undefined : undefined), gone: lingering };
}
