/**
 * Versions of the bridge that are wrong in one place each. The simulation must catch every one of them: whatever it
 * does not catch, it does not prove. The text to find must stand in its file exactly once.
 */
export interface Mutant {
  readonly name: string;
  /** Below lambda/. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly why: string;
}

export const mutants: readonly Mutant[] = [
  {
    name: "no authorisation check",
    file: "lead/states.ts",
    find: "if (!waitsForDial(lead) || lead.ringsPossible >= lead.ringsAuthorised) return undefined;",
    replace: "",
    why: "a record that is delivered twice rings twice",
  },
  {
    name: "lease over means ready",
    file: "lead/states.ts",
    find: 'return unclear(lead, "lease-over", undefined, now);',
    replace:
      'return moved({ ...lead, ringsPossible: 0 }, { state: "ready", reason: "lease-over", due: { worker: "dial-lead", at: now } }, now);',
    why: "a worker that died after its request has rung already",
  },
  {
    name: "blind retry on 5xx",
    file: "callingly/outcome.ts",
    find: "if (!accepted && !refusals.has(status)) return",
    replace:
      'if (status >= 500) return { kind: "not-sent", reason: "5xx" };\n  if (!accepted && !refusals.has(status)) return',
    why: "a 500 after the commit looks like one before it",
  },
  {
    name: "retry after a time-out",
    file: "callingly/outcome.ts",
    find: 'if (sent.kind !== "answered") return { kind: sent.kind,',
    replace: 'if (sent.kind !== "answered") return { kind: "not-sent",',
    why: "a request without an answer may have been carried out",
  },
  {
    name: "absence concluded at once",
    file: "lead/states.ts",
    find: 'if (finding.kind === "several") return forReview',
    replace:
      'if (finding.kind === "none") return moved({ ...lead, ringsPossible: 0 }, { state: "ready", reason: "not-found", due: { worker: "dial-lead", at: now } }, now);\n  if (finding.kind === "several") return forReview',
    why: "Callingly may commit late, and lists a new call late",
  },
  {
    name: "phone lock ignored",
    file: "dial-lead.ts",
    find: "if (holder === undefined) return true;",
    replace: "if (holder !== null) return true;",
    why: "one person through two doors is rung twice",
  },
  {
    name: "merged without telling",
    file: "dial-lead.ts",
    find: "for (const callId of told) {",
    replace: "for (const callId of [...told].slice(told.size)) {",
    why: "a result that is in already never reaches the second record",
  },
  {
    name: "hint believed unread",
    file: "match-lead.ts",
    find: "lead.account === account && belongsTo(lead, result, now())",
    replace: "lead.account === account",
    why: "whoever knows our address can tie any call to any lead",
  },
  {
    name: "summary may go back",
    file: "lead/states.ts",
    find: "a && b ? (rank[a] >= rank[b] ? a : b) : (a ?? b);",
    replace: "b ?? a;",
    why: "news that arrive late would take back what was reached",
  },
  {
    name: "late answer takes evidence back",
    file: "lead/states.ts",
    find: 'if (lead.state !== "dialing") return undefined;\n  if (outcome',
    replace: "if (outcome",
    why: "a webhook may tell the end of a call before the dial is answered",
  },
  {
    name: "CRM write not marked as begun",
    file: "write-reports.ts",
    find: "mayExist: before?.begun === true || twin?.report.begun === true,",
    replace: "mayExist: false,",
    why: "a write whose answer was lost is done again",
  },
  {
    name: "repeat stored as a lead of its own",
    file: "lead/accept.ts",
    find: "identityOf(draft, person, receivedAt, door.duplicateWindowMs)",
    replace: "[...identityOf(draft, person, receivedAt, door.duplicateWindowMs), acceptId]",
    why: "a sender that repeats itself would have many leads",
  },
  {
    name: "answered before it is stored",
    file: "accept-lead.ts",
    find: "const result = await leads.add(lead);",
    replace: "const result = await leads.add(lead).catch(() => ({ added: true as const }));",
    why: "a sender that was told 200 never sends again",
  },
  {
    name: "redirect followed",
    file: "callingly/api.ts",
    find: "return toPostOutcome(await send({ ...request, freshConnection: true, maxResponseBytes: 64 * 1024 }), now());",
    replace:
      'const once = { ...request, freshConnection: true, maxResponseBytes: 64 * 1024 };\n      const sent = await send(once);\n      return toPostOutcome(sent.kind === "answered" && sent.status >= 300 && sent.status < 400 ? await send(once) : sent, now());',
    why: "a redirect after the commit is a second request",
  },
  {
    name: "silent calls are not asked about",
    file: "reconcile.ts",
    find: "if (callId !== undefined) await hintAbout(lead, callId, deps);\n",
    replace: "",
    why: "a webhook that is lost is a result that is lost",
  },
  {
    name: "person in the log",
    file: "accept-lead.ts",
    find: 'log("info", "lead accepted", { ...about,',
    replace: 'log("info", "lead accepted", { ...about, ...lead.person,',
    why: "logs are read by people who may not know who called",
  },
];
