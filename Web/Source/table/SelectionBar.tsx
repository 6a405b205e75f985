import { plural } from "../format/number.ts";
import { h } from "../preact.ts";
import { copyText } from "../shell/copyText.ts";
import { Icon } from "../shell/Icon.tsx";
import { toast } from "../shell/toasts.ts";
import type { Column } from "./columns.ts";
import { saveRows, tabbed } from "./exporting.ts";
import type { Row } from "./row.ts";
import type { Selection } from "./selection.ts";

/** What can be done with the picked rows. */
export function SelectionBar<R extends Row>({ selection, rows, columns, file }: { selection: Selection; rows: () => readonly R[]; columns: readonly Column<R>[]; file: string }) {
  if (selection.ids.size === 0) return null;
  const picked = () => rows().filter((row) => selection.ids.has(row.id));
  const copy = async () => {
    const done = await copyText(tabbed(picked(), columns));
    toast(done ? `${plural(selection.ids.size, "row")} copied.` : "The rows could not be copied.", done ? "success" : "error");
  };
  return (
    <div class="selection" role="group" aria-label="Picked rows">
      <b class="tabular" role="status">{selection.ids.size} picked</b>
      <button type="button" class="button quiet small" onClick={() => void copy()}><Icon name="copy" />Copy</button>
      {(["CSV", "JSON"] as const).map((format) => (
        <button type="button" key={format} class="button quiet small" onClick={() => saveRows(picked(), columns, format, file)}><Icon name="download" />{format}</button>
      ))}
      <button type="button" class="icon-button" aria-label="Pick none" title="Pick none (Esc)" onClick={selection.clear}><Icon name="close" /></button>
    </div>
  );
}
