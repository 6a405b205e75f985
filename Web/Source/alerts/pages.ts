/** Active alerts and their history, loaded together. */
export { ActivePage } from "./active/ActivePage.tsx";
export { HistoryPage } from "./history/HistoryPage.tsx";
