import * as z from "zod";
import { type Answer, jsonAnswer } from "./api.ts";
import type { Callingly } from "./core.ts";
import { DialSchema, dial, EditLeadSchema, editLead } from "./dashboard.ts";
import { ApiError } from "./errors.ts";
import { FaultSchema } from "./faults.ts";
import { outcomes } from "./model.ts";
import type { Request } from "./ports.ts";
import { SwitchChangesSchema } from "./switches.ts";

/** The part of the stand-in that Callingly does not have: the hand that moves its world, under /_standin/. */

const OutcomesSchema = z.strictObject({
  phone_number: z.string().startsWith("+").optional(),
  outcomes: z.array(
    z.union([
      z.enum(outcomes).transform((outcome) => ({ outcome })),
      z.strictObject({ outcome: z.enum(outcomes), seconds: z.int().min(0).optional() }),
    ]),
  ),
});
const FaultsSchema = z.union([FaultSchema.transform((fault) => [fault]), z.array(FaultSchema)]);
const TokensSchema = z.record(z.string(), z.int().nullable());
const DeliverSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).refine(isLoopback, "must be a loopback address"),
  body: z.unknown(),
});

type Control = (core: Callingly, body: unknown) => unknown;

const controls: Readonly<Record<string, Control>> = {
  "GET switches": ({ switches }) => switches,
  "PATCH switches": (core, body) => core.setSwitches(SwitchChangesSchema.parse(body)),

  "GET faults": ({ faults }) => faults.waiting,
  "POST faults": ({ faults }, body) => {
    for (const fault of FaultsSchema.parse(body)) faults.add(fault);
    return faults.waiting;
  },
  "DELETE faults": ({ faults }) => {
    faults.clear();
    return [];
  },

  "POST outcomes": (core, body) => {
    const { phone_number, outcomes: scripts } = OutcomesSchema.parse(body);
    core.outcomes.script(scripts, phone_number);
    return { scripted: scripts.length };
  },

  "GET rings": ({ rings }) => rings,
  "GET requests": ({ requests }) => requests,
  "GET deliveries": ({ deliveries }) => deliveries.log,
  "GET state": ({ records }) => ({
    accounts: records.all("account"),
    teams: records.all("team"),
    agents: records.all("agent"),
    numbers: records.all("number"),
    leads: records.all("lead"),
    appointments: records.all("appointment"),
    calls: records.all("call"),
    webhooks: records.all("webhook"),
    sms: records.all("sms"),
  }),

  "PATCH tokens": ({ tokens }, body) => {
    for (const [token, account] of Object.entries(TokensSchema.parse(body))) {
      if (account === null) tokens.delete(token);
      else tokens.set(token, account);
    }
    return { tokens: tokens.size };
  },

  "POST calls": (core, body) => core.act((world) => dial(world, DialSchema.parse(body))),
  "PATCH leads": (core, body) => core.act((world) => editLead(world, EditLeadSchema.parse(body))),
  "POST deliver": ({ deliveries }, body) => {
    const { url, body: forged } = DeliverSchema.parse(body);
    deliveries.forge(url, forged);
    return { sent: true };
  },
  "POST reset": (core) => {
    core.reset();
    return { reset: true };
  },
};

export function control(core: Callingly, { method, path, body }: Request): Answer {
  const run = controls[`${method} ${path.replace("/_standin/", "")}`];
  if (!run) return jsonAnswer(404, { message: "No such control.", controls: Object.keys(controls) });
  try {
    return jsonAnswer(200, run(core, body === "" ? {} : JSON.parse(body)));
  } catch (error) {
    if (error instanceof z.ZodError) return jsonAnswer(422, { message: z.prettifyError(error) });
    if (error instanceof SyntaxError) return jsonAnswer(400, { message: "The body is not JSON." });
    if (error instanceof ApiError) return jsonAnswer(error.status, error.body);
    throw error;
  }
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
