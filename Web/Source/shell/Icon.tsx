import { h } from "../preact.ts";

// Own line icons on a 20 × 20 grid.
const paths = {
  pulse: "M2 10.5h3.6l2-5.2 3.6 9.6 2.3-6.6 1.1 2.2H18",
  machine: "M3.5 4.5h13v4.6h-13zM3.5 10.9h13v4.6h-13zM6.2 6.8h.01M6.2 13.2h.01M9.5 6.8h4M9.5 13.2h4",
  key: "M12.6 11.4a3.9 3.9 0 1 0-3.4-2.4L3.5 14.7v1.8h2.3v-1.7h1.8v-1.7h1.7l1.1-1.1M13 7h.01",
  lock: "M5.5 9h9v7.5h-9zM7.3 9V6.6a2.7 2.7 0 0 1 5.4 0V9M10 12v1.8",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l3.8 3.8",
  sun: "M10 13.4a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8ZM10 2.2v1.6M10 16.2v1.6M2.2 10h1.6M16.2 10h1.6M4.5 4.5l1.1 1.1M14.4 14.4l1.1 1.1M4.5 15.5l1.1-1.1M14.4 5.6l1.1-1.1",
  moon: "M16.3 11.9A6.8 6.8 0 0 1 8.1 3.7a6.8 6.8 0 1 0 8.2 8.2Z",
  system: "M3 4h14v9.2H3zM7.4 16.4h5.2M10 13.4v3",
  user: "M10 10.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.9 16.6c.7-2.7 3-4.1 6.1-4.1s5.4 1.4 6.1 4.1",
  close: "m5 5 10 10M15 5 5 15",
  check: "m4.2 10.6 3.8 3.8 7.8-8.6",
  alert: "M10 3.2 2.6 16.3h14.8ZM10 8.2v3.6M10 14.1h.01",
  copy: "M7 7h9.3v9.3H7zM4.7 13H3.7V3.7H13v1",
  plus: "M10 4v12M4 10h12",
  chevronLeft: "M12.3 4.6 6.9 10l5.4 5.4",
  chevronRight: "M7.7 4.6 13.1 10l-5.4 5.4",
  up: "M10 15.4V5M5.6 9.2 10 4.8l4.4 4.4",
  down: "M10 4.6V15M5.6 10.8l4.4 4.4 4.4-4.4",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6.2V10l2.6 1.7",
  keyboard: "M2.8 5.2h14.4v9.6H2.8zM5.6 8h.01M8.5 8h.01M11.4 8h.01M14.3 8h.01M5.6 12h8.8",
  signOut: "M11.6 3.6H4.4v12.8h7.2M8.4 10h8.6M14 6.8l3.2 3.2-3.2 3.2",
  trash: "M3.6 5.6h12.8M8 5.4V3.5h4v1.9M5.2 5.8l.8 10.7h8l.8-10.7M8.4 8.8v4.8M11.6 8.8v4.8",
  eye: "M2.4 10S5 4.9 10 4.9 17.6 10 17.6 10 15 15.1 10 15.1 2.4 10 2.4 10ZM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z",
  download: "M10 3.2v9.4M5.9 8.8 10 12.9l4.1-4.1M3.6 16.6h12.8",
  terminal: "M2.8 4.2h14.4v11.6H2.8zM5.6 8l2.4 2-2.4 2M10 12.6h4",
  help: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.9 8.1a2.2 2.2 0 1 1 3.2 2.1c-.8.4-1.1.8-1.1 1.5M10 13.8h.01",
} as const;

export type IconName = keyof typeof paths;

/** A decorative icon; the control around it carries the name. */
export function Icon({ name, class: extra = "" }: { name: IconName; class?: string }) {
  return (
    <svg class={`icon ${extra}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
