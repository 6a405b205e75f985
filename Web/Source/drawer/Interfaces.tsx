import { bytes, networkRate } from "../format/bytes.ts";
import { count } from "../format/number.ts";
import { h, useRef } from "../preact.ts";
import { CounterRates } from "../resources/counterRates.ts";
import type { NetworkInterface } from "../resources/resource.ts";
import { Section } from "./Section.tsx";

/** Rates are the server's; without them they come from the counters of two reports. */
export function Interfaces({ cards, at }: { cards: readonly NetworkInterface[]; at: number }) {
  const rates = useRef(new CounterRates());
  if (cards.length === 0) return null;
  return (
    <Section title="Network interfaces" short="Network" detail="network">
      <table class="list">
        <thead><tr><th scope="col">Interface</th><th scope="col" class="number">In</th><th scope="col" class="number">Out</th><th scope="col" class="number muted">Received</th><th scope="col" class="number muted">Sent</th></tr></thead>
        <tbody>
          {cards.map((card) => (
            <tr key={card.name}>
              <th scope="row">
                <span class="names">
                  <b>{card.name}</b>
                  <small>{[...(card.addresses ?? []), card.mac, card.speedMbps ? `${count(card.speedMbps)} Mbit/s` : ""].filter(Boolean).join(" · ")}</small>
                </span>
              </th>
              <td class="number">{networkRate(card.rxRate ?? rates.current.take(`${card.name} in`, card.rxBytes, at))}</td>
              <td class="number">{networkRate(card.txRate ?? rates.current.take(`${card.name} out`, card.txBytes, at))}</td>
              <td class="number muted">{bytes(card.rxBytes)}</td>
              <td class="number muted">{bytes(card.txBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
