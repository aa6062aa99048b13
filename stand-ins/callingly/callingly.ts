import { type Answer, answerRequest, htmlAnswer } from "./api.ts";
import { control } from "./control.ts";
import type { Callingly, RequestRecord } from "./core.ts";
import { createDeliveries } from "./deliver.ts";
import { deliveriesOf } from "./events.ts";
import { createFaults, type Fault, faultyReply } from "./faults.ts";
import { type Journal, memoryJournal } from "./journal.ts";
import type { Change, Ring } from "./model.ts";
import { createOutcomes } from "./outcomes.ts";
import { page } from "./page.ts";
import { type Clock, cancellable, type Deliver, type Random, type Reply, type Request, type Timers } from "./ports.ts";
import { demoWorld, type Populate } from "./seed.ts";
import { advanceCall, keepAppointment, type World } from "./simulate.ts";
import { createState, type Draft } from "./state.ts";
import { defaultSwitches, type SwitchChanges, withChanges } from "./switches.ts";
import { createThrottle } from "./throttle.ts";

export interface CallinglyOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly deliver: Deliver;
  readonly switches?: SwitchChanges;
  /** The world at the start; the demo's by default. */
  readonly populate?: Populate;
  /** Keeps the world over a restart; by default it is forgotten. */
  readonly journal?: Journal;
  readonly onRing?: (ring: Ring) => void;
}

const longestLog = 10_000;

export function createCallingly(options: CallinglyOptions): Callingly {
  const { clock, random, deliver, onRing, journal = memoryJournal(), populate = demoWorld() } = options;
  const timers = cancellable(options.timers);
  const firstSwitches = withChanges(defaultSwitches, options.switches ?? {});

  let switches = firstSwitches;
  const tokens = new Map<string, number>();
  const throttle = createThrottle();
  const faults = createFaults();
  const outcomes = createOutcomes();
  const deliveries = createDeliveries({ clock, timers, deliver, switches: () => switches });
  const requests: RequestRecord[] = [];
  const state = createState(journal, (changes) => {
    for (const change of changes) hear(change);
  });

  const worldOf = (records: Draft): World => ({ records, now: clock(), switches, outcomes, random });

  function act<T>(change: (world: World) => T): T {
    const draft = state.draft();
    const result = change(worldOf(draft));
    draft.commit();
    return result;
  }

  /** The effects of a commit follow from what it changed, by request or by hand. */
  function hear(change: Change): void {
    wait(change);
    for (const delivery of deliveriesOf(change, { records: state, switches })) deliveries.announce(delivery);
    if (change.kind === "ring" && change.after) onRing?.(change.after);
  }

  function wait({ kind, id, after }: Pick<Change, "kind" | "id" | "after">): void {
    const due = dueOf({ kind, after } as Change);
    if (due === undefined) return;
    timers.after(Math.max(due - clock(), 0), () => {
      const entity = state.get(kind, id);
      const isStillDue = dueOf({ kind, after: entity } as Change) === due;
      if (isStillDue && clock() < due) wait({ kind, id, after: entity });
      else if (isStillDue) act((world) => proceed({ kind, after: entity } as Change, world));
    });
  }

  function handleApi(request: Request): Reply {
    const fault = faults.take(request);
    const draft = state.draft();
    const answer = answerRequest({ tokens, throttle }, request, worldOf(draft));
    if (isSuccess(answer)) commit(fault?.commit ?? "before", request, draft);
    const reply = fault ? faultyReply(fault, answer) : answer;
    log(request, reply);
    return reply;
  }

  /** A late commit runs the request again, on the world as it will be then, under the ids already given. */
  function commit(when: Fault["commit"], request: Request, draft: Draft): void {
    if (when === "before") draft.commit();
    if (when === "before" || when === "never") return;
    timers.after(when === "after" ? 0 : when.lateMs, () => {
      const again = state.draft(draft.reserved);
      if (isSuccess(answerRequest({ tokens, throttle }, request, worldOf(again)))) again.commit();
    });
  }

  function log({ method, path }: Request, reply: Reply): void {
    const status = "status" in reply ? reply.status : null;
    requests.push({ at: clock(), method, path, status, reply: reply.kind });
    if (requests.length > longestLog) requests.shift();
  }

  function begin(): void {
    for (const [token, account] of Object.entries(act(({ records }) => populate(records)))) tokens.set(token, account);
    for (const after of state.all("call")) wait({ kind: "call", id: after.id, after });
    for (const after of state.all("appointment")) wait({ kind: "appointment", id: after.id, after });
  }

  const core: Callingly = {
    handle(request) {
      if (request.path === "/") return htmlAnswer(200, page(core, clock()));
      return request.path.startsWith("/_standin/") ? control(core, request) : handleApi(request);
    },
    get switches() {
      return switches;
    },
    setSwitches(changes) {
      switches = withChanges(switches, changes);
      return switches;
    },
    faults,
    outcomes,
    deliveries,
    tokens,
    records: state,
    get rings() {
      return state.all("ring");
    },
    requests,
    act,
    reset() {
      timers.cancelAll();
      for (const memory of [faults, outcomes, deliveries, tokens, throttle, state]) memory.clear();
      requests.length = 0;
      switches = firstSwitches;
      begin();
    },
    close: () => timers.cancelAll(),
  };
  begin();
  return core;
}

/** When something happens to an entity by itself, if it does. */
function dueOf({ kind, after }: Pick<Change, "kind" | "after">): number | undefined {
  const change = { kind, after } as Change;
  if (change.kind === "call") return change.after?.next?.at;
  if (change.kind === "appointment") return change.after?.at;
  return undefined;
}

function proceed(change: Pick<Change, "kind" | "after">, world: World): void {
  const { kind, after } = change as Change;
  if (kind === "call" && after) advanceCall(world, after);
  if (kind === "appointment" && after) keepAppointment(world, after);
}

const isSuccess = ({ status }: Answer): boolean => status < 300;
