import type { Answer } from "../../kit/ask.ts";

/** What is known of one case, and what can be decided about it. */
export type Evidence = Answer<"review/case">;
export type Decision = Evidence["decisions"][number]["decision"];
