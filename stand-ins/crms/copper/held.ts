import type * as z from "zod";
import { type ByKind, byKind } from "../../kit/by-kind.ts";
import type { Kept } from "../../kit/kept.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import { statuses } from "./account.ts";
import type * as shapes from "./shapes.ts";

/** What an account holds: leads and people, activities on them, and webhooks. */

interface Named {
  readonly id: number;
  readonly name: string;
  readonly company_name: string | null;
  readonly emails: readonly { readonly email: string; readonly category?: string | undefined }[];
  readonly phone_numbers: readonly { readonly number: string; readonly category?: string | undefined }[];
  readonly tags: readonly string[];
  readonly status_id: number;
  readonly custom_fields: readonly z.infer<typeof shapes.CustomField>[];
  readonly date_created: number;
}
interface Lead extends Named {
  readonly kind: "lead";
}
interface Person extends Named {
  readonly kind: "person";
}
export type Somebody = Lead | Person;
export interface Activity {
  readonly kind: "activity";
  readonly id: number;
  readonly user_id: number;
  readonly activity_date: number;
  readonly values: z.infer<typeof shapes.CreateActivitySchema>;
}
export interface Webhook {
  readonly kind: "webhook";
  readonly id: number;
  readonly values: z.infer<typeof shapes.WebhookSchema>;
}
/** A lead that was merged into another. */
interface Gone {
  readonly kind: "gone";
  readonly id: number;
}
export type CopperObject = Somebody | Activity | Webhook | Gone;

export type Given = Partial<
  Pick<Somebody, "company_name" | "emails" | "phone_numbers" | "tags" | "status_id" | "custom_fields">
>;

export interface Held extends ByKind<CopperObject> {
  /** What counts as being there though nobody entered it. */
  readonly own: OwnWords;
  newId(): number;
  /** Since 1970. */
  seconds(): number;
  enter(kind: Somebody["kind"], name: string, given: Given): Somebody;
  merge(loserId: string, winnerId: string): void;
}

/** @param objects by their ids */
export function holding(objects: Kept<CopperObject>, now: () => number, own: OwnWords): Held {
  const things = byKind(objects);
  const { all, find, put, size } = things;
  const newId = (): number => 27_140_001 + size();
  const seconds = (): number => Math.floor(now() / 1000);
  return {
    ...things,
    own,
    newId,
    seconds,
    enter: (kind, name, given) =>
      put<Somebody>({
        ...{ kind, id: newId(), name, date_created: seconds(), company_name: null },
        ...{ emails: [], phone_numbers: [], tags: [], custom_fields: [], status_id: statuses[0].id },
        ...given,
      }),
    merge(loserId, winnerId) {
      const [loser, winner] = [find("lead", loserId), find("lead", winnerId)];
      if (!loser || !winner) return;
      for (const activity of all("activity").filter(({ values }) => values.parent.id === loser.id)) {
        put({ ...activity, values: { ...activity.values, parent: { type: "lead", id: winner.id } } });
      }
      put({ ...winner, phone_numbers: [...winner.phone_numbers, ...loser.phone_numbers] });
      put({ kind: "gone", id: loser.id });
    },
  };
}
