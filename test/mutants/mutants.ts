/**
 * Rules whose proof is a test of its own, not the simulation: the bridge without the rule, and the test that must then
 * fail. `npm run mutants` sees that it does.
 */
export interface NamedMutant {
  readonly why: string;
  readonly file: string;
  /** It stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly test: string;
  /** How the title of the test begins that must fail. */
  readonly title: string;
}

export const mutants: readonly NamedMutant[] = [
  {
    why: "fifty calls that left together are refused together, and must not slow a token down fifty times",
    file: "lambda/lead/pace.ts",
    find: 'const isNews = refused.sentAt > (pace.slowedAt ?? "");',
    replace: "const isNews = true;",
    test: "test/lambda/lead/pace.test.ts",
    title: "halves once for all calls that had left before",
  },
  {
    why: "the stream may hold up new leads behind a worker that stays",
    file: "lambda/steps/dial-lead/keep-watch.ts",
    find: "if (reason === undefined) return dueAt < later(now(), -timing.watchGrace).toISOString();",
    replace: "if (reason === undefined) return false;",
    test: "test/lambda/steps/dial-lead/keep-watch.test.ts",
    title: "meets the new leads that the stream holds up behind it",
  },
  {
    why: "the time that a comparison takes tells how much of a guess is right",
    file: "lambda/connectors/kit/in/source-key.ts",
    find: "timingSafeEqual(digest(a), digest(b))",
    replace: "a === b",
    test: "test/system/intruder/keys.test.ts",
    title: "F93: is compared in constant time",
  },
  {
    why: "addresses are few enough to try them all",
    file: "lambda/lead/privacy/visitor.ts",
    find: 'createHmac("sha256", key)',
    replace: 'createHmac("sha256", "")',
    test: "test/system/intruder/bodies.test.ts",
    title: "F98: leave a fingerprint that nobody can make again",
  },
  {
    why: "a spread gets fields past the compiler",
    file: "lambda/runtime/log.ts",
    find: "Object.hasOwn(allowed, name) && value !== undefined",
    replace: "value !== undefined",
    test: "test/system/canary.test.ts",
    title: "F98: drops a field that somebody spread into the log",
  },
  {
    why: "Callingly reports under the token that it was given until it is given another",
    file: "lambda/runtime/secret-shapes.ts",
    find: 'present(secret.seed, secret.previous_seed).map((seed) => derived(seed, "callback"',
    replace: 'present(secret.seed).map((seed) => derived(seed, "callback"',
    test: "test/lambda/steps/hear-call/hear-call.test.ts",
    title: "F95: takes the token that is being replaced",
  },
  {
    why: "who asked one business to be forgotten has said nothing to another",
    file: "lambda/lead/privacy/suppression.ts",
    find: "JSON.stringify([account, of, value])",
    replace: "JSON.stringify([of, value])",
    test: "test/operator/people/forget-person.test.ts",
    title: "F97: is not touched in another account",
  },
  {
    why: "the tick would race the stream for every new lead",
    file: "lambda/steps/work-due.ts",
    find: "-timing.tickGrace",
    replace: "0",
    test: "test/lambda/functions/wake-handler.test.ts",
    title: "F02/F09/F45: handles everything that fell due",
  },
  {
    why: "a pause or a line that is over by one clock only would be jumped",
    file: "lambda/steps/dial-lead/dial-lead.ts",
    find: "late >= -timing.workersApart",
    replace: "late >= -timing.hour",
    test: "test/lambda/steps/dial-lead/dial-lead.test.ts",
    title: "F46: leaves a lead alone whose time has not come",
  },
  {
    why: "npm dies of a signal without a word, and a bridge would go on without it",
    file: "lib/program/ending.ts",
    find: "    if (isThere()) return;\n",
    replace: "    return;\n",
    test: "test/lib/program/ending.test.ts",
    title: "npm run callingly ends with npm",
  },
  {
    why: "whoever finds the door's own address goes around the firewall",
    file: "lambda/steps/check-origin.ts",
    find: 'if (origin === "none" && isRequired) {',
    replace: 'if (origin === "none" && isRequired && refused === undefined) {',
    test: "test/lambda/steps/check-origin.test.ts",
    title: "F97: who brings",
  },
  {
    why: "junk that lies there for ever keeps its people, and is written anew each day",
    file: "lambda/lead/states/given-up.ts",
    find: 'if (state !== "held" ||',
    replace: "if (merged.length === 0 ||",
    test: "test/lambda/lead/states/given-up.test.ts",
    title: "ends by itself after its days",
  },
  {
    why: "a function knows the credentials of before for a minute, and what is refused waits for a day",
    file: "lambda/steps/report-call/write-report.ts",
    find: "isRefused(error) ? await openCrm(crm, timeLeftMs, access.credentials) : undefined",
    replace: "undefined",
    test: "test/lambda/steps/report-call/report-call.test.ts",
    title: "F79: is told at once when the CRM refuses credentials",
  },
  {
    why: "a rename on kept data rings again whom the old name had rung",
    file: "local/kept-accounts.ts",
    find: ".get(LAST) ?? [];",
    replace: ".get(NAME) ?? [];",
    test: "test/local/start-refused.test.ts",
    title: "refuses data of an account that has vanished",
  },
  {
    why: "who was cancelled asks again under another e-mail address, and is rung at once",
    file: "operator/leads/decide-lead.ts",
    find: 'if (next?.state === "cancelled" && next.ringsPossible === 0) await keepPhone(next, deps);',
    replace: "void keepPhone;",
    test: "test/lambda/steps/dial-lead/take-phone.test.ts",
    title: "that a lead is not to ring holds for the same person",
  },
  {
    why: "a source that reports to one more CRM has another group, and rings again whom it rang before",
    file: "lambda/steps/keep-phone.ts",
    find: "holder && bridge.source(holder.source) ? bridge.groupOf(holder) : name",
    replace: "name",
    test: "test/lambda/steps/dial-lead/take-phone.test.ts",
    title: "rings nobody again who was rung before",
  },
  {
    why: "a second ring that comes to nothing takes away the right that the first one has won",
    file: "lambda/steps/dial-lead/take-phone.ts",
    find: "until && until > now() ? until : undefined",
    replace: "until && until < now() ? until : undefined",
    test: "test/lambda/steps/dial-lead/phone-rings.test.ts",
    title: "rings a phone once in a group and its window",
  },
  {
    why: "a lead that was called once more is over when the call of its first ring is found",
    file: "lambda/lead/call/evidence.ts",
    find: "call.boundTo === lead.id && !isOfEarlierRing(lead, call) &&",
    replace: "call.boundTo === lead.id &&",
    test: "test/lambda/steps/reconcile/reconcile.test.ts",
    title: "is not proven by the call of the first one",
  },
  {
    why: "a name that a firewall takes for code stops everybody's calls",
    file: "lambda/callingly/outcome.ts",
    find: "json === undefined && mayBeFiltered.has(status)",
    replace: "false",
    test: "test/lambda/callingly/outcome.test.ts",
    title: "says all that a stranger typed",
  },
  {
    why: "the person is being rung for the other lead, and would be rung for this one as well",
    file: "lambda/lead/repeat.ts",
    find: 'first.state === "merged" ? main !== undefined && isVoid(main) : isVoid(first)',
    replace: "isVoid(first)",
    test: "test/lambda/lead/repeat.test.ts",
    title: "changes nothing while the other one waits or rings for it, has rung, or cannot be read",
  },
  {
    why: "who parks a lead under somebody's phone would get it called by sending it often enough",
    file: "lambda/lead/repeat.ts",
    find: " && !isSameSender(first, repeat)",
    replace: "",
    test: "test/system/intruder/parking.test.ts",
    title: "F92: gets no further by the stranger's own repeats",
  },
  {
    why: "a person said that this one shall not ring",
    file: "lambda/lead/repeat.ts",
    find: '(isCancelled && held(repeat, "asked-again", now, { for: "person" })) || repeat',
    replace: "isCancelled ? repeat : repeat",
    test: "test/system/intruder/parking.test.ts",
    title: "waits for a person where a person had cancelled it, and says how to end that",
  },
  {
    why: "a thousand leads that are dialled side by side would ask a thousand times whether anybody was forgotten",
    file: "lambda/steps/dial-lead/check-suppression.ts",
    find: "sharedRead(() => suppressions.any())",
    replace: "() => suppressions.any()",
    test: "test/lambda/steps/dial-lead/check-suppression.test.ts",
    title: "costs one read while nobody has, shared by leads that are dialled side by side, and no key",
  },
  {
    why: "a CRM that has been down for months would never hear who it was",
    file: "lambda/steps/reconcile/erase-personal-data.ts",
    find: "!isEnd(current.state) || (await hasUntold(current, calls, now))",
    replace: "!isEnd(current.state)",
    test: "test/lambda/steps/reconcile/erase-personal-data.test.ts",
    title: "leaves the lead alone, and forgets it no sooner for having waited",
  },
];
