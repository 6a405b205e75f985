import { copyText } from "./copyText.ts";
import { settleAddress } from "./router.ts";
import { lastingAddress } from "./shownSpan.ts";
import { toast } from "./toasts.ts";

/** Puts the address of what is shown into the clipboard. */
export async function copyAddress(): Promise<void> {
  settleAddress();
  const done = await copyText(lastingAddress(location.href));
  toast(done ? "Link to this view copied." : "The link could not be copied.", done ? "success" : "error");
}
