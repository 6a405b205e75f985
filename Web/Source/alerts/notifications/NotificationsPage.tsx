import { h } from "../../preact.ts"; export function NotificationsPage() { return <div />; }
