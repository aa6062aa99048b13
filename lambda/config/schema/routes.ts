import * as z from "zod";
import { type Complain, namesOf } from "./complain.ts";
import { Name } from "./words.ts";

export const RouteSchema = z.strictObject({
  /** Every condition that is given must hold; text is compared without regard to case. */
  when: z.strictObject({
    source: Name.optional(),
    category: z.string().optional(),
    field: z.strictObject({ name: z.string(), is: z.string() }).optional(),
  }),
  team: z.int().positive(),
});

type Routes = readonly z.output<typeof RouteSchema>[];

export function checkRoutes(routes: Routes, sources: object, complain: Complain): void {
  routes.forEach(({ when }, index) => {
    if (when.source !== undefined && !(when.source in sources)) {
      complain(["routes", index, "when", "source"], `name one of the sources: ${namesOf(sources)}`);
    }
  });
}
