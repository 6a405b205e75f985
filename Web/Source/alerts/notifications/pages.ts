/** Where notices go, loaded by itself. */
export { NotificationsPage } from "./NotificationsPage.tsx";
