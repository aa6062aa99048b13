import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callbackTokens, keysOfSource, SourceKeysSchema } from "../../../lambda/runtime/secret-shapes.ts";
import { EVENT } from "../../../lambda/steps/reconcile/register-webhooks.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { routes } from "../../../operator/console/routes.ts";
import { aLead, noon } from "../../fakes/leads.ts";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** No answer of the console holds a secret, whatever is asked: of all routes that there are, two excepted. */

/** These exist to give an address away, which holds a key. Where the console is masked, they do not. */
const givingAddresses = ["source/address", "source/snippet"];

const lead = { ...aLead({ phone: "+12065550100", fullName: "Grace Lake" }), state: "held", reason: "stale" } as const;

/** What a route is asked for; others are asked for nothing, and answer what is missing. */
const inputs: Readonly<Record<string, unknown>> = {
  lead: { who: lead.id },
  crm: { crm: "hubspot" },
  "crm/access": { crm: "hubspot" },
  "crm/hooks": { crm: "hubspot" },
  "crm/hooks/arm": { crm: "hubspot" },
  "crm/owners": { crm: "hubspot" },
  "crm/preview": { crm: "hubspot" },
  preview: { request: '{"phone":"(212) 555-0123"}', source: "anything" },
  source: { source: "website" },
  "source/guide": { source: "website" },
  "source/address": { source: "website" },
  "source/snippet": { source: "website" },
  "source/origin": { source: "website", page: "www.example.com" },
  "source/send/ask": { source: "website", phone: "+12025550100" },
  "secrets/set": { purpose: "crm-credentials", entry: "hubspot.token", value: "another-token-of-the-crm" },
  "secrets/rotate": { purpose: "source-keys" },
  "secrets/finish/ask": { purpose: "source-keys" },
  "secrets/finish": { purpose: "source-keys", anyway: true },
};

/** Whoever is asked refuses, and quotes what let the bridge in, or would have. */
let quoting: Server;
let url = "";
beforeAll(async () => {
  quoting = createServer((request, response) => {
    const said = `${request.url} ${JSON.stringify(request.headers)}`;
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ message: said, title: "Refused", errors: { key: "wrong" } }));
  });
  await new Promise<void>((listening) => quoting.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(quoting.address() as AddressInfo).port}`;
});
afterAll(() => quoting.close());

const secret = fc.stringMatching(/^[A-Za-z0-9_-]{24}$/);
const secrets = fc.record({
  seed: secret,
  previous: secret,
  own: secret,
  signing: secret,
  callback: secret,
  token: secret,
  crm: secret,
  demo: secret,
  source: secret,
});

const heldBy = (values: Record<string, string>) => ({
  "source-keys": {
    seed: values.seed,
    previous_seed: values.previous,
    sources: { anything: { key: values.own, signing_secret: values.signing } },
  },
  "callback-tokens": { seed: values.callback },
  "callingly-tokens": { main: values.token },
  "crm-credentials": { hubspot: { token: values.crm }, demo: { signing_secret: values.demo } },
  "source-credentials": { anything: { token: values.source } },
});

/** A test lead is sent by whoever was asked. */
async function proofOf(user: ConsoleUser): Promise<object> {
  const { proof } = await user.answer("source/send/ask", inputs["source/send/ask"]);
  return { proof };
}

/** The secrets, and what is derived from them. */
function wordsOf(values: Record<string, string>): string[] {
  const held = heldBy(values);
  const keys = SourceKeysSchema.parse(held["source-keys"]);
  const derived = ["website", "anything"].flatMap((source) => keysOfSource(keys, source));
  return [...Object.values(values), ...derived, ...callbackTokens({ seed: values.callback ?? "" }, "main", EVENT)];
}

it.each([
  { isMasked: false, routesAsked: Object.keys(routes).filter((name) => !givingAddresses.includes(name)) },
  { isMasked: true, routesAsked: Object.keys(routes) },
])("holds where the console is masked: $isMasked", { timeout: 120_000 }, async ({ isMasked, routesAsked }) => {
  await fc.assert(
    fc.asyncProperty(secrets, fc.boolean(), async (values, personal) => {
      const store = memoryStore();
      await store.leads.add(lead);
      const stage = aStage({
        store,
        now: noon,
        secrets: heldBy(values),
        callinglyUrl: url,
        description: { url, crmBaseUrls: { hubspot: url, demo: url } },
      });
      const user = await aConsoleUser({ stage, facts: { isMasked, local: url } });
      try {
        for (const route of routesAsked) {
          const input = route === "source/send" ? await proofOf(user) : inputs[route];
          const said = JSON.stringify(await user.ask(route, input ?? {}, personal));
          const found = [...wordsOf(values), "another-token-of-the-crm"].filter((word) => said.includes(word));
          expect(found, `${route}: ${said}`).toEqual([]);
        }
      } finally {
        await user.close();
      }
    }),
    { numRuns: 4 },
  );
});
