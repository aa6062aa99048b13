import type { Lead } from "../../../../lambda/lead/lead.ts";
import { meant as found } from "../../../leads/meant.ts";
import type { Stage } from "../../../stage/stage.ts";
import type { Cli } from "../../command.ts";
import { readingAloud } from "../../reading.ts";

export const WHO = "the lead's id, or its phone number, e-mail address, ref or call id";

/** @throws Problem when no lead, or more than one, is meant */
export const meant = (who: string, stage: Stage, { terminal }: Cli): Promise<Lead> =>
  found(who, stage, readingAloud(terminal));
