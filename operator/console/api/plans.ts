import * as z from "zod";
import { maskPhone } from "../../../lambda/lead/reader/phone.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { listSources, sourceNamed } from "../../sources/list-sources.ts";
import { sendQuestion } from "../../sources/send-lead.ts";
import { moment } from "../../words/times.ts";
import { askLocal, localBridge } from "../local-bridge.ts";
import { asks, type Context, changes, reads, rings } from "../route.ts";
import { PersonSchema } from "./local.ts";

/** Calls that somebody plans in a CRM that is played on this machine, or books: these have their own times. */

interface Plan {
  readonly source: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly phone: string;
  /** A moment, or a day alone. */
  readonly at: string;
  readonly state: "planned" | "done" | "removed";
}

const here = ({ console, stage }: Pick<Context, "console" | "stage">) => localBridge(console.local, stage);

const plansOf = (context: Context) => askLocal<Plan[]>(here(context), "/api/plans");

/** As many are shown, the newest first. */
const SHOWN = 20;

export const plans = reads(z.object({}), async (_, context) => ({
  plans: (await plansOf(context))
    .slice(0, SHOWN)
    .map((plan) => (context.personal ? plan : { ...plan, name: "", phone: plan.phone && maskPhone(plan.phone) })),
}));

const ChangeSchema = z.discriminatedUnion("do", [
  PersonSchema.extend({ do: z.literal("plan"), kind: z.string().max(100), at: z.iso.datetime() }),
  z.object({ do: z.literal("move"), source: z.string(), id: z.string().max(100), at: z.iso.datetime() }),
]);
type Change = z.output<typeof ChangeSchema>;

/** Asked before a call is planned or moved, as its person is rung then; null where nobody is really called. */
export const askPlan = asks(ChangeSchema, async (wanted, context) => ({
  shown: { question: context.stage.standIn ? null : await questionOf(wanted, context) },
  agreed: wanted,
}));

async function questionOf(wanted: Change, context: Context): Promise<string> {
  const { stage } = context;
  const person = wanted.do === "plan" ? wanted : await plannedFor(wanted, context);
  const source = sourceNamed(await listSources(stage), wanted.source);
  const question = sendQuestion(stage, source, {
    phone: person.phone,
    firstName: person.first_name,
    lastName: person.last_name,
    as: "auto",
  });
  return `At ${moment(wanted.at)}: ${question}`;
}

async function plannedFor({ source, id }: { readonly source: string; readonly id: string }, context: Context) {
  const plan = (await plansOf(context)).find((each) => each.source === source && each.id === id);
  if (!plan) throw new Problem("That call is not planned any more.");
  return { phone: plan.phone, first_name: plan.name, last_name: "" };
}

/** Somebody enters it where such calls are planned, which then tells the bridge by itself. */
export const plan = rings(askPlan, ({ source, ...wanted }, context) => {
  if (wanted.do === "move") return have(source, wanted, context);
  const { first_name: firstname, last_name: lastname, ...others } = wanted;
  return have(source, { ...others, firstname, lastname }, context);
});

export const endPlan = changes(
  z.object({ source: z.string(), id: z.string().max(100), do: z.enum(["finish", "remove"]) }),
  ({ source, ...end }, context) => have(source, end, context),
);

/** @returns with which status the bridge answered */
async function have(source: string, body: object, context: Context): Promise<{ readonly status: number }> {
  const path = `/api/plans/${encodeURIComponent(source)}`;
  const { answered } = await askLocal<{ readonly answered: number }>(here(context), path, { method: "POST", body });
  return { status: answered };
}
