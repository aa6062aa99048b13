import * as z from "zod/mini";
import type { NamesQuestion } from "../../contract/about.ts";
import { valuesIn, wrongNames } from "../../kit/named/wrong-names.ts";
import { isId, OUTCOMES, OutcomeSchema } from "./outcomes.ts";
import { ReportSettingsSchema } from "./settings.ts";

const ListSchema = z.object({ items: z.array(z.object({ data: OutcomeSchema })) });

const SHOWN_AS = "call outcome";

/** What the settings name of Sell's: the outcomes of calls, by name or id. It has no list of the statuses of leads. */
export function zendeskSellNames(given: unknown): readonly NamesQuestion[] {
  const { outcomes } = z.parse(ReportSettingsSchema, given);
  if (Object.values(outcomes).every((outcome) => outcome === null)) return [];
  return [
    {
      asked: `${OUTCOMES}?per_page=100`,
      wrong(body) {
        const list = z.safeParse(ListSchema, body).data;
        if (!list) return undefined;
        const names = list.items.map(({ data }) => data.name);
        const known = list.items.flatMap(({ data }) => [data.id, data.name.toLowerCase()]);
        const missing = valuesIn("outcomes", SHOWN_AS, outcomes).filter(
          ({ value }) => value && !known.includes(isId(value) ? value : value.toLowerCase()),
        );
        return wrongNames(missing, new Map([[SHOWN_AS, { type: "", options: names }]]), "of Sell");
      },
    },
  ];
}
