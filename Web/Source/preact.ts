// @ts-types="./preact.d.ts"
export * from "preact";
