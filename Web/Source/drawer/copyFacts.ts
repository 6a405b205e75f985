import { copyText } from "../shell/copyText.ts";
import { toast } from "../shell/toasts.ts";

/** Copies what a drawer tells as lines of text, for a chat or a ticket. */
export async function copyFacts(title: string, body: Element | null): Promise<void> {
  const text = (element: Element | null | undefined) => element instanceof HTMLElement ? element.innerText.replace(/\s+/g, " ").trim() : "";
  const facts = [...body?.querySelectorAll(".figure, .fact") ?? []].map((fact) => `${text(fact.querySelector("dt"))}: ${text(fact.querySelector("dd"))}`);
  const done = await copyText([title, location.href, ...facts].join("\n"));
  toast(done ? "Facts copied." : "The facts could not be copied.", done ? "success" : "error");
}
