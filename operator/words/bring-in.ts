import type { Stage } from "../stage/stage.ts";

/** How a change of the configuration comes into force, at the end of a sentence: this machine's bridge is not deployed. */
export const bringIn = ({ name }: Pick<Stage, "name">): string =>
  name === "local" ? "start `npm start` again" : "deploy";

/**
 * Words of rules, which do not know where they are read, such as a reason's: they end what is to be changed with "and deploy".
 * @param bringIn how a change comes into force there
 */
export const asBroughtIn = (text: string, bringIn: string): string =>
  text.replace(/\band deploy\b/g, () => `and ${bringIn}`);
