import { callinglyForAccount } from "../../../lambda/callingly/for-account.ts";
import { platformOpener } from "../../../lambda/connectors/kit/in/open-platform.ts";
import { accessOpener } from "../../../lambda/connectors/kit/open-access.ts";
import { crmOpener } from "../../../lambda/connectors/kit/out/open-crm.ts";
import type { Worker } from "../../../lambda/lead/item.ts";
import { paceLimit } from "../../../lambda/lead/pace.ts";
import { timing } from "../../../lambda/lead/timing.ts";
import { type CachedSecret, cacheSecret } from "../../../lambda/runtime/cached-secret.ts";
import { TransientError } from "../../../lambda/runtime/errors.ts";
import { errorReply } from "../../../lambda/runtime/http-handler.ts";
import { type AcceptDeps, acceptLead } from "../../../lambda/steps/accept-lead/accept-lead.ts";
import { isOptOut, takeOptOut } from "../../../lambda/steps/accept-lead/take-opt-out.ts";
import { accountClocks } from "../../../lambda/steps/account-clocks.ts";
import { crmTokens } from "../../../lambda/steps/crm-tokens.ts";
import { suppressionCheck } from "../../../lambda/steps/dial-lead/check-suppression.ts";
import { dialDue, dialWoken } from "../../../lambda/steps/dial-lead/dial-leads.ts";
import { callPacer } from "../../../lambda/steps/dial-lead/pace-calls.ts";
import { type HearDeps, hearCall } from "../../../lambda/steps/hear-call/hear-call.ts";
import { type OptOutOf, optOut } from "../../../lambda/steps/opt-out.ts";
import { findMissingCalls } from "../../../lambda/steps/reconcile/find-missing-calls.ts";
import { reconcileItem } from "../../../lambda/steps/reconcile/reconcile.ts";
import { webhookRegistrar } from "../../../lambda/steps/reconcile/register-webhooks.ts";
import { noLooksYet } from "../../../lambda/steps/report-call/limit-lookups.ts";
import { reportCall } from "../../../lambda/steps/report-call/report-call.ts";
import { settleEach, workDue } from "../../../lambda/steps/work-due.ts";
import { cachedGates } from "../../../lambda/store/cached-gates.ts";
import type { DueItem, Store } from "../../../lambda/store/store.ts";
import type { FunctionName } from "../../../lib/bundling/bundle.ts";
import { crmAccessRights } from "../../../lib/table-rights.ts";
import { limitedTo, remembered, type Watch } from "../../fakes/limited-store.ts";
import { requestsOf } from "../../fakes/table-requests.ts";
import type { Instance } from "./instance.ts";
import { type Sandboxes, sandboxes } from "./sandboxes.ts";
import type { Functions, Surroundings } from "./surroundings.ts";
import { tableOf } from "./table.ts";
import type { End } from "./weather.ts";

/**
 * The five functions of the bridge as lambda/functions wires them, each on the I/O of the instance that runs it. This
 * is the one place of the simulation that knows what the steps want handed to them.
 */

export const bridgeUrl = "https://bridge.example.com";

const SECRET_PATIENCE_MS = 3_000;
const timeouts: Readonly<Record<FunctionName, number>> = {
  "accept-lead": 10_000,
  "hear-call": 10_000,
  "dial-lead": 60_000,
  "report-call": 60_000,
  reconcile: 60_000,
};
const functionNames = Object.keys(timeouts) as FunctionName[];

/** The dialler reads planned calls in CRMs. */
const more: Partial<Record<FunctionName, Pick<Watch, "also">>> = { "dial-lead": { also: crmAccessRights } };

/** Sources here are let in by their CRM. */
const noneOfTheirOwn = async () => ({});

const learned = remembered(requestsOf);

export function functionsOf(around: Surroundings): Functions {
  const { ground, secrets } = around;
  let ids = 0;
  const newId = () => `id-${++ids}`;

  const loaded = <Kept>(by: FunctionName, load: (me: Instance) => Kept): Sandboxes<Kept> =>
    sandboxes(ground, { by, timeoutMs: timeouts[by], version: around.bridge }, load);

  const secret = <T>(me: Instance, what: string, value: () => T): CachedSecret<T> => {
    const step = { port: "secret", what, by: me.by } as const;
    const failed = (end: End): never => {
      throw new TransientError(`A secret could not be read (${end})`);
    };
    return cacheSecret(
      () => me.perform<T>(step, { act: value, failed, patienceMs: SECRET_PATIENCE_MS, about: () => [] }),
      () => me.now().getTime(),
    );
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

  // What a role does not grant is refused, and counts as a bug, whatever the step makes of the refusal.
  const rights: Watch = {
    used: (right) => ground.log.rights.add(right),
    refused: (what) => ground.log.bugs.push(what),
    requestsOf: learned,
  };
  const tables = new Map<string, (me: Instance) => Store>(
    functionNames.map((name) => [name, tableOf(limitedTo(name, around.store, { ...rights, ...more[name] }))]),
  );
  const tableFor = (me: Instance): Store => (tables.get(me.by) as (me: Instance) => Store)(me);

  const withCachedGates = (me: Instance): Store => {
    const table = tableFor(me);
    return over(table, { gates: cachedGates(table.gates, me.now) });
  };

  const clocksOf = (store: Store, me: Instance) => accountClocks(store.clocks, me.now, me.log);

  const seedsFor = (me: Instance) => {
    let key: CachedSecret<readonly string[]> | undefined;
    return () => {
      key ??= secret(me, "key of suppressions", () => secrets.suppressionSeeds);
      return key();
    };
  };

  const optOuts = (me: Instance, store: Store): OptOutOf => {
    const seeds = seedsFor(me);
    return (who, word) => optOut(who, word, { ...common(me), store, seeds });
  };

  const crmSecret = (me: Instance) => secret(me, "secret of CRMs", () => secrets.crms);

  const crmAccess = (me: Instance, { accesses }: Store) => ({
    baseUrls: around.crms.addresses,
    access: crmTokens({ ...common(me), accesses, sleep: me.sleep }),
    send: around.crms.sendFrom(me),
    now: me.now,
  });

  const doors = loaded("accept-lead", (me) => {
    const keys = secret(me, "secret of source keys", () => secrets.sourceKeys);
    const secretsFor: AcceptDeps["secretsFor"] = async (source, { newer = false } = {}) => {
      const keysOf = await (newer ? keys.newer() : keys());
      return { keys: keysOf(source), values: {}, visitorKey: `visitors of ${source}` };
    };
    const store = tableFor(me);
    const { leads, records, quotas } = store;
    const optOut = optOuts(me, store);
    return { ...common(me), store, leads, records, quotas, optOut, seeds: seedsFor(me), secretsFor, sleep: me.sleep };
  });

  const ears = loaded("hear-call", (me) => {
    const tokens = secret(me, "secret of callbacks", () => secrets.callbackTokens);
    const tokensFor: HearDeps["tokensFor"] = async (account, _event, { newer = false } = {}) => {
      const tokensOf = await (newer ? tokens.newer() : tokens());
      return tokensOf(account);
    };
    return { ...common(me), calls: tableFor(me).calls, allows: () => true, tokensFor };
  });

  const diallers = loaded("dial-lead", (me) => {
    const store = withCachedGates(me);
    const turns = callPacer({
      paces: store.paces,
      limitOf: ({ callsPerSecond }) => paceLimit(callsPerSecond, true),
      now: me.now,
      newId,
      sleep: me.sleep,
    });
    const suppressionOf = suppressionCheck(store.suppressions, seedsFor(me), common(me).bridge);
    const openAccess = accessOpener(crmSecret(me), crmAccess(me, store));
    const { sendFrom } = around.crms;
    const openPlatform = platformOpener(noneOfTheirOwn, { baseUrls: {}, openAccess, send: sendFrom(me), now: me.now });
    return {
      ...common(me),
      store,
      turns,
      openPlatform,
      scrub: async () => "clear" as const,
      suppressionOf,
      callinglyFor: callinglyFor(me, timing.dialTimeout),
      sleep: me.sleep,
    };
  });

  const reporters = loaded("report-call", (me) => {
    const store = withCachedGates(me);
    const openCrm = crmOpener(crmSecret(me), crmAccess(me, store));
    return {
      ...common(me),
      store,
      clocks: clocksOf(store, me),
      callinglyFor: callinglyFor(me),
      openCrm,
      underWay: new Map(),
      users: new Map(),
      optOut: optOuts(me, store),
      looks: noLooksYet(),
    };
  });

  const reconcilers = loaded("reconcile", (me) => {
    const store = tableFor(me);
    const deps = { ...common(me), store, clocks: clocksOf(store, me), callinglyFor: callinglyFor(me) };
    const callbacks = secret(me, "secret of callbacks", () => secrets.callbackTokens);
    let errors = 0;
    const keepWebhooks = webhookRegistrar({
      accounts: deps.bridge.accounts,
      callinglyFor: deps.callinglyFor,
      callbackBaseUrl: bridgeUrl,
      stage: "prod",
      tokensFor: async (account) => (await callbacks())(account),
      now: me.now,
      log: (level, event, fields) => {
        if (level === "error") errors += 1;
        me.log(level, event, fields);
      },
    });
    /** @returns whether it got to the end */
    const register = async (thorough: boolean): Promise<boolean> => {
      const before = errors;
      await keepWebhooks(thorough);
      return errors === before;
    };
    return { ...deps, register };
  });

  const ticks: Record<Worker, () => void> = {
    "dial-lead": () => diallers.run(dialDue),
    "report-call": () =>
      reporters.run((deps) => {
        const act = async (item: DueItem) => void (item.kind === "call" && (await reportCall(item, deps)));
        return workDue("report-call", act, { ...deps, due: deps.store.due });
      }),
    reconcile: () =>
      reconcilers.run((deps) => {
        const act = (item: DueItem) => reconcileItem(item, deps);
        return workDue("reconcile", act, { ...deps, due: deps.store.due });
      }),
  };

  return {
    accept: (request, answered) =>
      doors.run((deps) => {
        const reply = isOptOut(request) ? takeOptOut(request, deps) : acceptLead(request, deps);
        return reply.catch((error: unknown) => errorReply(error, deps.log));
      }, answered),

    hear: (request, answered) =>
      ears.run((deps) => hearCall(request, deps).catch((error: unknown) => errorReply(error, deps.log)), answered),

    woken(records) {
      const leads = records.flatMap((record) => (record.for === "dial-lead" ? [record.lead] : []));
      const calls = records.flatMap((record) => (record.for === "report-call" ? [record.call] : []));
      if (leads.length > 0) diallers.run((deps) => dialWoken(leads, deps));
      if (calls.length > 0) reporters.run((deps) => settleEach(calls, (call) => reportCall(call, deps), deps.log));
    },

    tick: (worker) => ticks[worker](),

    compare: () =>
      reconcilers.run((deps) =>
        settleEach(deps.bridge.accounts, async (account) => void (await findMissingCalls(account, deps)), deps.log),
      ),

    register: (thorough, whenOver) =>
      reconcilers.run(
        (deps) => deps.register(thorough),
        (done) => whenOver(done === true),
      ),
  };
}

/** An object with some of its properties replaced. The others are made when they are asked for, so they cannot be copied. */
const over = <T extends object>(below: T, parts: Partial<T>): T =>
  Object.create(below, Object.getOwnPropertyDescriptors(parts));
