import type { Answer } from "../../kit/ask.ts";

/** A result that is not in the CRM yet. */
export type Row = Answer<"results">["results"][number];
