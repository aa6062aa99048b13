import type { Lead } from "../lambda/lead/lead.ts";
import { openTable, patience } from "../lambda/runtime/aws.ts";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { sleep } from "../lambda/runtime/sleep.ts";
import { dynamoStore } from "../lambda/store/dynamo.ts";
import type { LeadStore } from "../lambda/store/store.ts";
import { Problem } from "../lib/program/problem.ts";
import { ask } from "../stand-ins/kit/ask.ts";
import { region } from "./aws-names.ts";
import type { DemoFacts } from "./demo/facts.ts";
import type { Addresses } from "./local-environment.ts";
import { makeReviewCase, type RehearsalDeps } from "./rehearsal.ts";
import { localCredentials } from "./session-token.ts";
import { type Running, wanted } from "./stack/world.ts";

interface RunningPlace {
  readonly running: Running;
  readonly addresses: Addresses;
  readonly sessionToken: string;
  /** Undefined: the bridge still starts. */
  readonly facts: DemoFacts | undefined;
  /** Undefined where phones really ring. */
  readonly loseDial: ((phone: string) => void) | undefined;
  readonly tick: () => Promise<void>;
}

/**
 * Makes a case for `bridge review` on the running bridge.
 * @throws Problem where phones really ring, or something else became of the lead
 */
export async function rehearseHere(place: RunningPlace): Promise<Lead> {
  const { loseDial, facts, tick } = place;
  if (!loseDial)
    throw new Problem("A review case is made with the stand-in only, as with Callingly a phone could ring.");
  const now = (): Date => new Date();
  return withStore(place, (leads) =>
    makeReviewCase({ leads, loseDial, send: plainSender(facts), tick, now, random: Math.random, sleep }),
  );
}

/** Gives access to the leads of the running bridge. */
function withStore<T>(place: RunningPlace, use: (leads: LeadStore) => Promise<T>): Promise<T> {
  const { running, addresses, sessionToken } = place;
  const door = { endpoint: addresses.engine, region, credentials: localCredentials(sessionToken) };
  const { ask } = openTable(patience.inBackground, door);
  return use(dynamoStore(wanted(running.variables, EnvName.tableName), ask).leads);
}

/** Posts through a door that takes a person's name and number as they are. */
const plainSender =
  (facts: DemoFacts | undefined): RehearsalDeps["send"] =>
  async (person) => {
    const plain = Object.values(facts?.sources ?? {}).find(({ connector }) =>
      ["json", "html-form"].includes(connector),
    );
    if (!plain) throw new Problem("There is no source of the kind json or html-form: add one to bridge.config.ts.");
    const headers = { "content-type": "application/json" };
    const { status, text } = await ask(plain.url, {
      method: "POST",
      headers,
      body: JSON.stringify(person),
      timeoutMs: sendingMs,
    });
    return status === 200 ? JSON.parse(text).lead_id : undefined;
  };

const sendingMs = 30_000;
