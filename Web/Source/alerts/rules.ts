/** The pages of the rules of alerts, loaded together. */
export { SchedulePage } from "./schedule/SchedulePage.tsx";
export { ThresholdsPage } from "./thresholds/ThresholdsPage.tsx";
