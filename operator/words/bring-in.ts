import type { Stage } from "../stage/stage.ts";

/** How a change of the configuration comes into force, at the end of a sentence: this machine's bridge is not deployed. */
export const bringIn = ({ name }: Pick<Stage, "name">): string =>
  name === "local" ? "start `npm start` again" : "deploy";
