import { expect, it } from "vitest";
import type { AskTable } from "../../../lambda/runtime/aws.ts";
import { dynamoStore } from "../../../lambda/store/dynamo.ts";
import { hours, noon } from "../../fakes/leads.ts";

interface Put {
  readonly Item?: Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
}

it("ties of a ref and a record to a lead are forgotten after 400 days", async () => {
  const items: Put["Item"][] = [];
  const ask = (async (_, { Item }: Put) => {
    items.push(Item);
    return {};
  }) as AskTable;
  const { leads } = dynamoStore("table", ask, () => noon);
  await leads.reserveRef(1_050_400_000, "lead_a");
  await leads.link({ kind: "callingly-lead", account: "main", id: "6200" }, "lead_a");
  await leads.link({ kind: "crm-record", source: "website", type: "contact", id: "9" }, "lead_a");
  const end = String((noon.getTime() + 400 * 24 * hours) / 1000);
  expect(items.map((item) => item?.expiresAt?.N)).toEqual([end, end, end]);
  // What each holds of a person is the lead's id.
  const known = ["pk", "sk", "kind", "leadId", "expiresAt"];
  expect(items.flatMap((item) => Object.keys(item ?? {})).filter((name) => !known.includes(name))).toEqual([]);
});
