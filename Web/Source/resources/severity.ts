/** How bad a value is. Until alert rules exist the factory pairs decide (amber, red). */
export type Severity = "normal" | "warning" | "critical";

const pairs = { cpu: [75, 80], memory: [80, 85], disk: [85, 90], temperature: [75, 80] } as const;

export type Graded = keyof typeof pairs;

export function severity(kind: Graded, value: number | null | undefined): Severity {
  if (value === null || value === undefined) return "normal";
  const [amber, red] = pairs[kind];
  return value >= red ? "critical" : value >= amber ? "warning" : "normal";
}
