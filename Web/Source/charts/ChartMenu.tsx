import { h } from "../preact.ts";
import { copyText } from "../shell/copyText.ts";
import { Icon } from "../shell/Icon.tsx";
import { Menu } from "../shell/Menu.tsx";
import { saveFile } from "../shell/saveFile.ts";
import { toast } from "../shell/toasts.ts";

/** What else can be done with a chart: taken away as a picture or as numbers, read as a table. */
export function ChartMenu({ title, picture, csv, table, onTable }: {
  title: string;
  picture: () => HTMLCanvasElement | null;
  csv: () => string;
  /** Whether the table is shown. */
  table: boolean;
  onTable: (shown: boolean) => void;
}) {
  return (
    <Menu label={`More for ${title}`} icon="more">
      {(close) => (
        <ul class="acts" onClick={close}>
          {!table && <li><button type="button" onClick={() => void givePicture(picture(), title)}><Icon name="copy" />Copy as PNG</button></li>}
          <li><button type="button" onClick={() => void giveNumbers(csv(), title)}><Icon name="copy" />Copy as CSV</button></li>
          <li><button type="button" onClick={() => onTable(!table)}><Icon name={table ? "lines" : "list"} />{table ? "Show as chart" : "Show as table"}</button></li>
        </ul>
      )}
    </Menu>
  );
}

/** Browsers copy pictures on https and localhost only; elsewhere it becomes a file. */
async function givePicture(canvas: HTMLCanvasElement | null, title: string): Promise<void> {
  if (!canvas) return;
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) return toast("The picture could not be made.", "error");
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    toast("Picture copied.", "success");
  } catch {
    saveFile(blob, `${title}.png`);
    toast("This browser does not let pictures be copied here: it was saved as a file.", "success");
  }
}

async function giveNumbers(csv: string, title: string): Promise<void> {
  const done = await copyText(csv);
  toast(done ? `Values of ${title} copied.` : "The values could not be copied.", done ? "success" : "error");
}
