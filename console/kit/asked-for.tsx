import type { Answer } from "./ask.ts";
import { When } from "./parts.tsx";

/** When somebody asked to be called: what was read in their words, and the words themselves. */
export const AskedFor = ({
  asked: { text, at, zone },
}: {
  readonly asked: Pick<NonNullable<Answer<"lead">["asked"]>, "text" | "at" | "zone">;
}) => (
  <>
    {at ? <When at={at} /> : "no moment"}
    {at && zone && `, by the clocks of ${zone}`}: “{text}”
  </>
);
