/** Colours of a tag: of the platform where it has any, else one of six of the page. */
export type TagColour = { readonly background: string; readonly text: string } | { readonly series: number };

const colour = /^#?([0-9a-f]{6})$/i;

/** `styles` is what Proxmox says, `#rrggbb` or `#rrggbb:#rrggbb`; a text colour that cannot be read is replaced. */
export function tagColour(tag: string, styles: Readonly<Record<string, string>>): TagColour {
  const style = styles[tag] ?? styles[tag.toLowerCase()];
  const [first = "", second = ""] = (style ?? "").split(":");
  const background = colour.exec(first)?.[1];
  if (!background) return { series: hash(tag.toLowerCase()) % 6 + 1 };
  const given = colour.exec(second)?.[1];
  const text = given && contrast(given, background) >= 4.5
    ? given
    : contrast("000000", background) >= contrast("ffffff", background)
    ? "000000"
    : "ffffff";
  return { background: `#${background}`, text: `#${text}` };
}

/** Contrast of two colours `rrggbb`, 1 to 21, as WCAG defines it. */
export function contrast(left: string, right: string): number {
  const [a, b] = [luminance(left), luminance(right)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
}

function hash(text: string): number {
  let value = 2166136261;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 16777619) >>> 0;
  return value;
}
