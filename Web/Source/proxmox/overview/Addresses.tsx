import { networkRate } from "../../format/bytes.ts";
import { plural } from "../../format/number.ts";
import { h, useEffect, useRef, useState } from "../../preact.ts";
import type { Guest } from "../../resources/guest.ts";
import { CopyButton } from "../../shell/CopyButton.tsx";
import { useDismissed } from "../../table/useDismissed.ts";
import { usePlace } from "../../table/usePlace.ts";

/** The first address of a guest; a press shows all of them with their network cards. */
export function Addresses({ guest }: { guest: Guest }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // The same place may be another row's now.
  useEffect(() => setOpen(false), [guest.id]);
  const [first, ...others] = guest.addresses;
  if (!first) return <span class="muted">—</span>;
  const label = `${plural(guest.addresses.length, "address", "addresses")} of ${guest.name}`;
  return (
    <span>
      <button type="button" class="link address" ref={button} aria-label={`${first}: ${label}`} aria-expanded={open} title={guest.addresses.join("\n")} onClick={() => setOpen(!open)}>
        <span class="clip">{first}</span>{others.length > 0 && <small>+{others.length}</small>}
      </button>
      {open && <AddressPanel guest={guest} label={label} anchor={() => button.current} close={() => setOpen(false)} />}
    </span>
  );
}

function AddressPanel({ guest, label, anchor, close }: { guest: Guest; label: string; anchor: () => HTMLElement | null; close: () => void }) {
  const panel = useRef<HTMLDivElement>(null);
  const place = usePlace(panel, anchor, guest.id);
  useDismissed(panel, close, () => {
    close();
    anchor()?.focus({ preventScroll: true });
  });
  // What is not seen yet cannot be focused.
  useEffect(() => panel.current?.querySelector("button")?.focus({ preventScroll: true }), [place.visibility]);
  const cards = (guest.resource.proxmox?.networkInterfaces ?? []).filter((card) => (card.addresses ?? []).length > 0);
  const known = new Set(cards.flatMap((card) => card.addresses ?? []));
  const rest = guest.addresses.filter((address) => !known.has(address));
  return (
    <div class="menu popover addresses" role="dialog" aria-label={label} ref={panel} style={place} onClick={(event) => event.stopPropagation()}>
      {cards.map((card) => (
        <section key={card.name}>
          <p><b>{card.name}</b> {card.mac && <code>{card.mac}</code>} {card.rxRate !== undefined && <span class="muted tabular">↓ {networkRate(card.rxRate)} ↑ {networkRate(card.txRate)}</span>}</p>
          <AddressList addresses={card.addresses ?? []} />
        </section>
      ))}
      {rest.length > 0 && <AddressList addresses={rest} />}
    </div>
  );
}

function AddressList({ addresses }: { addresses: readonly string[] }) {
  return <ul>{addresses.map((address) => <li key={address}><code>{address}</code><CopyButton text={address} label={`Copy ${address}`} /></li>)}</ul>;
}
