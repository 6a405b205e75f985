import { type Estate, estate } from "../estate/estate.ts";
import { useEffect } from "../preact.ts";

/** A title that tells the state of the estate, also while the page is in the background and draws nothing. */
export function useTitle(text: (all: Estate) => string): void {
  useEffect(() => {
    const tell = () => {
      const title = text(estate.value);
      if (title !== document.title) document.title = title;
    };
    tell();
    return estate.subscribe(tell);
  }, []);
}
