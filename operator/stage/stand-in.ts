import type { StageDescription } from "./description.ts";

/** A reassurance shown in local runs; empty where people are really called. */
export const standInWords = ({ standIn }: Pick<StageDescription, "standIn">): string =>
  standIn ? "Nobody is really called: this Callingly is a stand-in." : "";
