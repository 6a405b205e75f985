import { type Children, h, useEffect, useRef } from "../preact.ts";
import { Icon } from "./Icon.tsx";

/** A modal dialog: the browser traps the focus and gives it back to the opener. */
export function Dialog({ title, children, onClose, wide = false, mayClose = () => true }: {
  title: string;
  children: Children;
  onClose: () => void;
  wide?: boolean;
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
  const close = () => {
    if (mayClose()) onClose();
  };
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
    </dialog>
  );
}
