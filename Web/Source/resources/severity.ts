/** How bad a value is. Until alert rules exist the factory pairs decide (amber, red). */
export type Severity = "normal" | "warning" | "critical";

const pairs = {
  cpu: [75, 80],
  memory: [80, 85],
  disk: [85, 90],
  storage: [80, 85],
  temperature: [75, 80],
  "nvme temperature": [65, 70],
  "sas temperature": [60, 65],
  "disk temperature": [50, 55],
} as const;

export type Graded = keyof typeof pairs;

export function severity(kind: Graded, value: number | null | undefined): Severity {
  if (value === null || value === undefined) return "normal";
  const [amber, red] = pairs[kind];
  return value >= red ? "critical" : value >= amber ? "warning" : "normal";
}

/** The pair for a disk's temperature, by its kind. */
export function diskTemperature(type: string): Graded {
  return type === "NVME" ? "nvme temperature" : type === "SAS" ? "sas temperature" : "disk temperature";
}
