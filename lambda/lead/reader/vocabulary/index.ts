import { decoys } from "./decoys.ts";
import { person } from "./person.ts";
import { fillers, links, roles } from "./roles.ts";

/** All words together. The functions carry them packed, a third of their size; see `lib/bundle.ts`. */
export const vocabulary = { person, decoys, roles, fillers, links };
