import { type Children, h, useEffect, useRef, useState } from "../preact.ts";
import { Icon } from "./Icon.tsx";

/** A modal dialog: the browser traps the focus and gives it back to the opener. */
export function Dialog({ title, children, onClose, wide = false, dirty = false, mayClose = () => true }: {
  title: string;
  children: Children;
  onClose: () => void;
  wide?: boolean;
  /** Something was typed that closing loses: it asks before. */
  dirty?: boolean;
  /** Asked before Esc, backdrop or the cross close it. */
  mayClose?: () => boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    if (element && !element.open) element.showModal();
    element?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const [asking, setAsking] = useState(false);
  const close = () => {
    if (!mayClose()) return;
    if (dirty && !asking) setAsking(true);
    else onClose();
  };
  useEffect(() => {
    if (asking) dialog.current?.querySelector<HTMLElement>(".dialog-asks button")?.focus();
  }, [asking]);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${wide ? "wide" : ""}`}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onMouseDown={(event) => event.target === dialog.current && close()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={close}><Icon name="close" /></button>
        </header>
        {children}
      </div>
      {asking && (
        <div class="dialog-asks" role="alert">
          <p>Close without saving?</p>
          <button type="button" class="button small" onClick={() => setAsking(false)}>Keep editing</button>
          <button type="button" class="button danger small" onClick={onClose}>Discard</button>
        </div>
      )}
    </dialog>
  );
}
