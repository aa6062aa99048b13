import type { Call } from "../../../lambda/lead/call/call.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import type { MemoryStore } from "../../../lambda/store/memory.ts";
import type { Store } from "../../../lambda/store/store.ts";
import { type Instance, Misfortune } from "./instance.ts";
import type { End } from "./weather.ts";

/** How long the client of the table tries before it gives up, in milliseconds. */
const PATIENCE_MS = 4_500;

/**
 * The store as function instances reach it: every method is a piece of I/O, whichever methods there are.
 * @returns what gives an instance its table
 */
export function tableOf(store: Store): (me: Instance) => Store {
  const parts = Object.entries(store).map(([part, methods]) => [part, reach(part, methods as Methods)] as const);
  return onDemand<Store>(Object.fromEntries(parts));
}

type Method = (...args: unknown[]) => Promise<unknown>;
type Methods = Readonly<Record<string, Method>>;

function reach(part: string, methods: Methods): (me: Instance) => Methods {
  const through = Object.entries(methods).map(
    ([name, method]) => [name, performed(`${part}.${name}`, method)] as const,
  );
  return onDemand<Methods>(Object.fromEntries(through));
}

function performed(what: string, method: Method): (me: Instance) => Method {
  const failed = (end: End): never => {
    throw new Misfortune(`${what} ${end}`);
  };
  return (me) => {
    const step = { port: "table", what, by: me.by } as const;
    return (...args) =>
      me.perform(step, { act: () => method(...args), failed, patienceMs: PATIENCE_MS, about: () => idsIn(args) });
  };
}

/** An object for an instance, each of whose properties is made when it is asked for: for most nobody asks. */
function onDemand<T extends object>(makers: Readonly<Record<string, (me: Instance) => unknown>>): (me: Instance) => T {
  class Made {
    readonly me: Instance;
    constructor(me: Instance) {
      this.me = me;
    }
  }
  for (const [name, make] of Object.entries(makers)) {
    const get = function (this: Made) {
      return make(this.me);
    };
    Object.defineProperty(Made.prototype, name, { get });
  }
  return (me) => new Made(me) as object as T;
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

export interface Witness {
  lead(lead: Lead): void;
  call(call: Call): void;
}

/**
 * The store with its stream: whoever writes what a filter lets through rings the bell.
 * @param witness sees every lead and call that is written
 */
export function withStream(store: MemoryStore, ring: (record: Rung) => void, witness: Witness): Store {
  const leadWritten = (lead: Lead) => {
    if ((lead.state === "ready" && lead.revision === 1) || lead.wakes === "dial-lead") ring({ for: "dial-lead", lead });
  };
  const callWritten = (call: Call | undefined) => {
    const isHint = call?.state === "hinted" && call.leaseUntil === undefined && call.reason === undefined;
    if (call && (isHint || call.wakes === "report-call")) ring({ for: "report-call", call });
  };
  return {
    ...store,
    leads: {
      ...store.leads,
      async add(lead) {
        const result = await store.leads.add(lead);
        if (result.added) leadWritten(lead);
        return result;
      },
      async save(lead) {
        const written = await store.leads.save(lead);
        if (written) leadWritten(lead);
        if (written) witness.lead(lead);
        return written;
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
        if (written) witness.call(call);
        return written;
      },
    },
  };
}
