import type { Call } from "../../lambda/lead/call.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { MemoryStore } from "../../lambda/store/memory.ts";
import type { Store } from "../../lambda/store/store.ts";
import { type Instance, Misfortune } from "./instance.ts";

/** How long the client of the table tries before it gives up, in milliseconds. */
const PATIENCE_MS = 4_500;

/** The store as one function instance reaches it: every method is a piece of I/O, whichever methods there are. */
export function tableOf(store: Store, me: Instance): Store {
  const reached = Object.entries(store).map(([part, methods]) => [part, reach(part, methods as Methods, me)]);
  return Object.fromEntries(reached) as Store;
}

type Methods = Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;

function reach(part: string, methods: Methods, me: Instance): Methods {
  const through: Record<string, Methods[string]> = {};
  for (const name in methods) {
    const what = `${part}.${name}`;
    through[name] = (...args) =>
      me.perform(
        { port: "table", what },
        {
          act: () => methods[name]?.(...args),
          failed: (end) => {
            throw new Misfortune(`${what} ${end}`);
          },
          patienceMs: PATIENCE_MS,
          about: () => idsIn(args),
        },
      );
  }
  return through;
}

/** The leads and calls that a store method is asked about. */
function idsIn(args: readonly unknown[]): string[] {
  const [first] = args;
  const texts = args.filter((arg) => typeof arg === "string" && /^(lead_|\d{5,})/.test(arg)) as string[];
  if (typeof first !== "object" || first === null) return texts;
  const { id, leadId, callId } = first as Record<string, unknown>;
  return [...texts, ...[id, leadId, callId].filter((each) => typeof each === "string")];
}

/** What a record of the table's stream carries, as the doorbells' filters in lib/ let it through. */
export type Rung =
  | { readonly for: "dial-lead"; readonly lead: Lead }
  | { readonly for: "report-call"; readonly call: Call };

/** The store with its stream: whoever writes what a filter lets through rings the bell. */
export function withStream(store: MemoryStore, ring: (record: Rung) => void): Store {
  const leadAdded = (lead: Lead) => {
    if (lead.state === "ready") ring({ for: "dial-lead", lead });
  };
  const callWritten = (call: Call | undefined) => {
    if (call?.state === "hinted" && call.leaseUntil === undefined && call.reason === undefined)
      ring({ for: "report-call", call });
  };
  return {
    ...store,
    leads: {
      ...store.leads,
      async add(lead) {
        const result = await store.leads.add(lead);
        if (result.added) leadAdded(lead);
        return result;
      },
    },
    calls: {
      ...store.calls,
      async hint(hint) {
        const written = await store.calls.hint(hint);
        if (written) callWritten(await store.calls.find(hint.account, hint.callId));
        return written;
      },
      async save(call) {
        const written = await store.calls.save(call);
        if (written) callWritten(call);
        return written;
      },
    },
  };
}
