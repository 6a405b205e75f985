/** The settings, loaded together. */
export { InfrastructurePage } from "../connections/InfrastructurePage.tsx";
export { ApiTokensPage } from "./ApiTokensPage.tsx";
export { GeneralPage } from "./GeneralPage.tsx";
export { PasswordPage } from "./PasswordPage.tsx";
