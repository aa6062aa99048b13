import type { StageDescription } from "./description.ts";

/** Calms whoever tries things out; empty where people are really called. */
export const standInWords = ({ standIn }: Pick<StageDescription, "standIn">): string =>
  standIn ? "Nobody is really called: this Callingly is the stand-in of npm start." : "";
