import { acceptLead } from "../../lambda/accept-lead.ts";
import { accountClocks } from "../../lambda/account-clocks.ts";
import { callinglyForAccount } from "../../lambda/callingly/for-account.ts";
import { suppressionCheck } from "../../lambda/check-suppression.ts";
import type { Bridge } from "../../lambda/config/bridge.ts";
import { crmOpener } from "../../lambda/connectors/open-crm.ts";
import { dialLead } from "../../lambda/dial-lead.ts";
import { findMissing } from "../../lambda/find-missing.ts";
import { hearCall } from "../../lambda/hear-call.ts";
import { keepGates } from "../../lambda/keep-gates.ts";
import type { Worker } from "../../lambda/lead/lead.ts";
import { timing } from "../../lambda/lead/timing.ts";
import { reconcileItem } from "../../lambda/reconcile.ts";
import { webhookKeeper } from "../../lambda/register-webhooks.ts";
import { crmAccess } from "../../lambda/renew-access.ts";
import { reportCall } from "../../lambda/report-call.ts";
import { TransientError } from "../../lambda/runtime/errors.ts";
import type { HttpReply, HttpRequest } from "../../lambda/runtime/http.ts";
import { errorReply } from "../../lambda/runtime/http-handler.ts";
import type { Secret } from "../../lambda/runtime/secrets.ts";
import { cachedGates } from "../../lambda/store/cached-gates.ts";
import { rememberedTies } from "../../lambda/store/remembered-ties.ts";
import type { DueItem, Store } from "../../lambda/store/store.ts";
import { each, sweep } from "../../lambda/sweep.ts";
import { turnTaker } from "../../lambda/take-turn.ts";
import type { FarCallingly } from "./callingly.ts";
import type { FarCrms } from "./crms.ts";
import { type Ground, type Instance, launch } from "./instance.ts";
import { type Rung, tableOf } from "./table.ts";

/**
 * The five functions of the bridge as lambda/functions wires them, each on the I/O of the instance that runs it. This
 * is the one place of the simulation that knows what the steps want handed to them.
 */
export interface Functions {
  /** A request comes in; `answered` hears undefined when the function broke off. */
  accept(request: HttpRequest, answered: (reply: HttpReply | undefined) => void): void;
  hear(request: HttpRequest, answered: (reply: HttpReply | undefined) => void): void;
  /** The stream delivers records. */
  woken(records: readonly Rung[]): void;
  /** The minute's tick of one worker. */
  tick(worker: Worker): void;
  /** The part of the minute's tick that asks what closed gates are about. */
  keepGates(): void;
  /** The night's comparison of what Callingly lists with what we know. */
  compare(): void;
  /** Looks after the webhooks that Callingly holds; `whenOver` hears whether it got to the end. */
  register(thorough: boolean, whenOver: (done: boolean) => void): void;
}

export interface Surroundings {
  readonly ground: Ground;
  readonly store: Store;
  readonly callingly: FarCallingly;
  readonly crms: FarCrms;
  readonly bridge: () => Bridge;
  readonly secrets: Secrets;
  readonly random: () => number;
}

/** What Secrets Manager holds; a test may take things out of it or put others in. */
export interface Secrets {
  tokens: Record<string, string>;
  crms: Record<string, Record<string, string>>;
  sourceKeys: (source: string) => readonly string[];
  callbackTokens: (account: string) => readonly string[];
}

export const bridgeUrl = "https://bridge.example.com";

const SECRET_PATIENCE_MS = 3_000;
const timeouts = {
  "accept-lead": 10_000,
  "hear-call": 10_000,
  "dial-lead": 60_000,
  "report-call": 60_000,
  reconcile: 60_000,
};
type FunctionName = keyof typeof timeouts;

export function functionsOf(around: Surroundings): Functions {
  const { ground, secrets } = around;
  const starts: Record<string, number> = {};
  let ids = 0;
  const newId = () => `id-${++ids}`;

  const start = <T>(
    by: FunctionName,
    run: (me: Instance) => Promise<T>,
    whenOver?: (result: T | undefined) => void,
  ) => {
    starts[by] = (starts[by] ?? 0) + 1;
    launch(ground, { name: `${by} ${starts[by]}`, by, timeoutMs: timeouts[by] }, run, whenOver);
  };

  const secret = <T>(me: Instance, what: string, value: () => T): Secret<T> => {
    const read = (): Promise<T> =>
      me.perform<T>(
        { port: "secret", what, by: me.by },
        {
          act: value,
          failed: (end) => {
            throw new TransientError(`A secret could not be read (${end})`);
          },
          patienceMs: SECRET_PATIENCE_MS,
          about: () => [],
        },
      );
    return Object.assign(read, { fresh: read });
  };

  const callinglyFor = (me: Instance, timeoutMs?: number) =>
    callinglyForAccount(
      secret(me, "secret of tokens", () => secrets.tokens),
      {
        baseUrl: "https://callingly.example",
        send: around.callingly.sendFrom(me),
        sleep: me.sleep,
        now: me.now,
        random: around.random,
        ...(timeoutMs !== undefined && { timeoutMs }),
      },
    );

  const common = (me: Instance) => ({
    bridge: around.bridge(),
    now: me.now,
    newId,
    timeLeftMs: me.timeLeftMs,
    log: me.log,
    measure: () => undefined,
  });

  const tableFor = tableOf(around.store);

  const withCachedGates = (me: Instance): Store => {
    const table = tableFor(me);
    return over(table, { gates: cachedGates(table.gates, me.now) });
  };

  const dialler = (me: Instance, patienceMs: () => number) => {
    const store = withCachedGates(me);
    const turns = turnTaker({
      paces: store.paces,
      limitOf: ({ callsPerSecond = 1 }) => ({ perSecond: callsPerSecond, burst: 5 }),
      now: me.now,
      newId,
      sleep: me.sleep,
    });
    const openPlatform = async () => undefined;
    return {
      ...common(me),
      store,
      turns,
      openPlatform,
      isSuppressed: suppressionCheck(
        store.suppressions,
        secret(me, "key of suppressions", () => ["canary-seed"]),
      ),
      patienceMs,
      callinglyFor: callinglyFor(me, timing.dialTimeout),
    };
  };
  const tickPatience = (me: Instance) => () => Math.max(0, me.timeLeftMs() - timing.dialNeeds - timing.turnPatience);

  const clocksOf = (store: Store, me: Instance) => accountClocks(store.clocks, me.now, me.log);

  const reporter = (me: Instance) => {
    const table = withCachedGates(me);
    const store = over(table, { leads: over(table.leads, rememberedTies(table.leads)) });
    return { ...common(me), store, clocks: clocksOf(store, me), ...outwards(me) };
  };

  const outwards = (me: Instance) => ({
    callinglyFor: callinglyFor(me),
    openCrm: crmOpener(
      secret(me, "secret of CRMs", () => secrets.crms),
      {
        baseUrls: { hub: "https://hub.crm.example" },
        access: crmAccess({ ...common(me), accesses: tableFor(me).accesses, sleep: me.sleep }),
        send: around.crms.sendFrom(me),
        now: me.now,
      },
    ),
  });

  const reconciler = (me: Instance) => {
    const store = tableFor(me);
    return { ...common(me), store, clocks: clocksOf(store, me), callinglyFor: callinglyFor(me) };
  };

  const sweeps: Record<Worker, (me: Instance) => Promise<unknown>> = {
    "dial-lead": (me) => {
      const deps = dialler(me, tickPatience(me));
      const act = async (item: DueItem) => void (item.kind === "lead" && (await dialLead(item.id, deps)));
      return sweep("dial-lead", act, { ...deps, due: deps.store.due });
    },
    "report-call": (me) => {
      const deps = reporter(me);
      const act = async (item: DueItem) => void (item.kind === "call" && (await reportCall(item, deps)));
      return sweep("report-call", act, { ...deps, due: deps.store.due });
    },
    reconcile: (me) => {
      const deps = reconciler(me);
      const act = (item: DueItem) => reconcileItem(item, deps);
      return sweep("reconcile", act, { ...deps, due: deps.store.due });
    },
  };

  /** What has been seen to be right outlives one run, as it does in a warm function. */
  const registrar: { me?: Instance; failed: boolean; keep?: ReturnType<typeof webhookKeeper> } = { failed: false };
  const registering = (): Instance => registrar.me as Instance;
  const webhooksKept = () =>
    webhookKeeper({
      accounts: around.bridge().accounts,
      callinglyFor: (account) => callinglyFor(registering())(account),
      callbackBaseUrl: bridgeUrl,
      tokenFor: async (account) =>
        (await secret(registering(), "secret of callbacks", () => secrets.callbackTokens(account))())[0] ?? "",
      now: () => registering().now(),
      log: (level, event, fields) => {
        registrar.failed ||= level === "error";
        registering().log(level, event, fields);
      },
    });

  return {
    accept: (request, answered) =>
      start(
        "accept-lead",
        (me) =>
          acceptLead(request, {
            ...common(me),
            leads: tableFor(me).leads,
            secretsFor: (source) =>
              secret(me, "secret of source keys", () => ({ keys: secrets.sourceKeys(source), values: {} }))(),
          }).catch((error: unknown) => errorReply(error, me.log)),
        answered,
      ),

    hear: (request, answered) =>
      start(
        "hear-call",
        (me) =>
          hearCall(request, {
            ...common(me),
            calls: tableFor(me).calls,
            allows: () => true,
            tokensFor: (account) => secret(me, "secret of callbacks", () => secrets.callbackTokens(account))(),
          }).catch((error: unknown) => errorReply(error, me.log)),
        answered,
      ),

    woken(records) {
      const leads = records.flatMap((record) => (record.for === "dial-lead" ? [record.lead] : []));
      const calls = records.flatMap((record) => (record.for === "report-call" ? [record.call] : []));
      if (leads.length > 0) {
        start("dial-lead", (me) => {
          const deps = dialler(me, () => timing.turnPatience);
          return each(leads, (lead) => dialLead(lead, deps), me.log);
        });
      }
      if (calls.length > 0) {
        start("report-call", (me) => {
          const deps = reporter(me);
          return each(calls, (call) => reportCall(call, deps), me.log);
        });
      }
    },

    tick: (worker) => start(worker, sweeps[worker]),

    keepGates: () =>
      start("reconcile", (me) => {
        const deps = reconciler(me);
        return keepGates({ ...deps, gates: deps.store.gates });
      }),

    compare: () =>
      start("reconcile", (me) => {
        const deps = reconciler(me);
        return each(deps.bridge.accounts, async (account) => void (await findMissing(account, deps)), me.log);
      }),

    register: (thorough, whenOver) =>
      start(
        "reconcile",
        async (me) => {
          registrar.me = me;
          registrar.failed = false;
          registrar.keep ??= webhooksKept();
          await registrar.keep(thorough);
          return !registrar.failed;
        },
        (done) => whenOver(done === true),
      ),
  };
}

/** An object with some of its properties replaced. The others are made when they are asked for, so they cannot be copied. */
const over = <T extends object>(below: T, parts: Partial<T>): T =>
  Object.create(below, Object.getOwnPropertyDescriptors(parts));
