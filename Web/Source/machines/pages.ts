/** The pages of machines, loaded when first opened. */
export { MachinesPage } from "./MachinesPage.tsx";
