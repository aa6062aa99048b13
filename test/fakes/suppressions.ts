import { everywhere, type Suppression } from "../../lambda/lead/privacy/suppression.ts";
import { noon } from "./leads.ts";

/** A word on the list of those who are not called. */
export const aWord = (about: Partial<Suppression> = {}): Suppression => ({
  print: "of somebody else",
  of: "phone",
  way: "opt-out",
  scope: everywhere,
  by: "website",
  since: noon.toISOString(),
  ...about,
});
