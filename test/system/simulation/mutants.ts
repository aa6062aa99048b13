import type { Mutant } from "./mutant.ts";
import { mutantsOfAskedTimes } from "./mutants-asked.ts";

/** Each of them has to be caught. */
export const mutants: readonly Mutant[] = [
  ...mutantsOfAskedTimes,
  {
    name: "calling hours are not looked at",
    why: "people would be rung at night",
    breaks: "rung-out-of-hours",
    edits: [{ file: "lambda/lead/rules/index.ts", find: "  callingHours,\n", replace: "" }],
  },
  {
    name: "a time that was asked for is not looked at",
    why: "who wants to be called tomorrow would be rung at once",
    breaks: "rung-too-early",
    edits: [{ file: "lambda/lead/rules/index.ts", find: "  askedTime,\n", replace: "" }],
  },
  {
    name: "of several times that one person asked for, each counts",
    why: "who sends a form again to be called at once would be called another time by the first one",
    breaks: "scenario: somebody sends a form with a time, and later, under another address, without one",
    edits: [
      {
        file: "lambda/steps/dial-lead/take-phone.ts",
        find: "(await askLastWord(lead, rights, deps)) ?? ",
        replace: "",
      },
    ],
  },
  {
    name: "the margin before the end of calling hours is forgotten",
    why: "the agent rings first, and the person when the hours are over",
    breaks: "rung-out-of-hours",
    edits: [
      {
        file: "lambda/lead/hours/ruling.ts",
        find: "secondsUntilOpen(rule, wall, marginMinutes)",
        replace: "secondsUntilOpen(rule, wall, 0 * marginMinutes)",
      },
    ],
  },
  {
    name: "of the places where a person may be, one counts",
    why: "a number whose area lies in two zones would be rung at the hours of the wrong one",
    breaks: "scenario: a number of an area that lies in two zones",
    edits: [
      {
        file: "lambda/lead/hours/verdict.ts",
        find: "const rulings = rulingsAt(found.places, question, at);",
        replace: "const rulings = rulingsAt(found.places.slice(0, 1), question, at);",
      },
    ],
  },
  {
    name: "nobody counts how often a person is rung",
    why: "some laws allow three calls a day, through whatever doors they were asked for",
    breaks: "rung-too-often",
    edits: [
      { file: "lambda/lead/rules/index.ts", find: "  attempts,\n", replace: "" },
      // Where accounts are several, it is looked at once more.
      { file: "lambda/steps/dial-lead/may-ring.ts", find: "  attemptIsLeft,\n", replace: "" },
    ],
  },
  {
    name: "a consent is not asked for",
    why: "a source that may only ring people who have agreed would ring all of them",
    breaks: "rung-without-consent",
    edits: [{ file: "lambda/lead/rules/index.ts", find: "  consent,\n", replace: "" }],
  },
  {
    name: "a box that was not ticked counts",
    why: "who has not agreed would be rung",
    breaks: "rung-without-consent",
    edits: [
      {
        file: "lambda/lead/rules/consent.ts",
        find: "lead.consent?.given === true",
        replace: "lead.consent !== undefined",
      },
    ],
  },
  {
    name: "nobody looks at the list of those who are not called",
    why: "who has asked not to be called would be rung all the same",
    breaks: "rung-after-no",
    edits: [{ file: "lambda/lead/rules/index.ts", find: "  suppressed,\n", replace: "" }],
  },
  {
    name: "no second look at the list",
    why: "a word may come between the first look and the right to the phone, by which its leads are found",
    breaks: "scenario: the word comes between a dialler's look at the list and its right",
    edits: [
      {
        file: "lambda/steps/dial-lead/load-facts.ts",
        find: "known.hasToken = known.gates = known.suppression = undefined;",
        replace: "known.hasToken = known.gates = undefined;",
      },
    ],
  },
  {
    name: "a word forgets the leads that are on their way",
    why: "a dialler that has looked at the list for the last time would claim its lead",
    breaks: "scenario: the word comes between a dialler's last look at the list and its claim",
    edits: [
      {
        file: "lambda/steps/opt-out.ts",
        find: "for (const { name: account } of entry ? bridge.accounts : []) {",
        replace: "for (const { name: account } of entry ? bridge.accounts.slice(0, 0) : []) {",
      },
    ],
  },
  {
    name: "a word is answered before it is carried out",
    why: "who has heard that it counts would be rung",
    breaks: "rung-after-no",
    edits: [
      {
        file: "lambda/steps/accept-lead/take-opt-out.ts",
        find: "await Promise.all([optOut(who, word, deps), deps.sleep(ANSWERED_AFTER_MS)]);",
        replace: "void optOut(who, word, deps).catch(() => undefined);",
      },
    ],
  },
  {
    name: "a word is not noted before it is carried out",
    why: "what a worker leaves that dies over it would be left for good",
    breaks: "scenario: the door dies between the list and the leads",
    edits: [{ file: "lambda/steps/opt-out.ts", find: "await store.suppressions.begin(begun);", replace: "" }],
  },
  {
    name: "a word binds nobody but the source that it was said to",
    why: "the other doors of the bridge would go on ringing",
    breaks: "rung-after-no",
    edits: [
      {
        file: "lambda/lead/privacy/suppression.ts",
        find: "if (scope === everywhere) return true;",
        replace: "",
      },
    ],
  },
  {
    name: "Callingly is not told who is not to be called",
    why: "the team would go on dialling them",
    breaks: "not-blocked",
    edits: [
      {
        file: "lambda/steps/reconcile/tell-of-stop.ts",
        find: "if (blocks(lead)) await block(callinglyLeadId, callingly);",
        replace: "",
      },
    ],
  },
  {
    name: "a stop is not looked at before the dial",
    why: "a stop may come before its lead, or at the same moment",
    breaks: "scenario: the stop overtakes the lead",
    edits: [
      {
        file: "lambda/steps/dial-lead/load-facts.ts",
        find: "known.recordStoppedAt = (await stopOf(lead)) ?? null;",
        replace: "known.recordStoppedAt = null;",
      },
    ],
  },
  {
    name: "Callingly is not told of a stop",
    why: "the team would dial a person again whose record the CRM has closed",
    breaks: "scenario: the record is lost after a call that nobody answered",
    edits: [
      {
        file: "lambda/steps/reconcile/tell-of-stop.ts",
        find: 'if (answer === "noted") await callingly.updateLead(callinglyLeadId, { is_stopped: true });',
        replace: "",
      },
    ],
  },
  {
    name: "a stop at Callingly outlives its lead",
    why: "Callingly would not make the call that it has booked for a new lead of the phone",
    breaks: "scenario: a person whose record was closed asks again while the team is closed",
    edits: [
      {
        file: "lambda/steps/dial-lead/lift-stop.ts",
        find: "if (!stop) return dialNow;",
        replace: "if (!stop || rights) return dialNow;",
      },
    ],
  },
  {
    name: "a stop at Callingly is not remembered",
    why: "nobody would set back what is not known to be ours",
    breaks: "scenario: a person whose record was closed asks again while the team is closed",
    edits: [
      {
        file: "lambda/lead/phone-right.ts",
        find: "...(rights?.stop && { stop: rights.stop }),",
        replace: "",
      },
    ],
  },
  {
    name: "one closed record ends the ring of all",
    why: "who asked through another door would never be called, and nobody would learn of it",
    breaks: "scenario: the record of one of two leads that share a ring is closed",
    edits: [
      {
        file: "lambda/lead/rules/stopped.ts",
        find: 'if (word === "ends" && servesOthers) return hold("record-stopped-shared", "person");',
        replace: "",
      },
    ],
  },
  {
    name: "a CRM's words are lost",
    why: "a person who has to mend what a CRM refuses would not learn what is wrong",
    breaks: "result-unexplained",
    edits: [
      {
        file: "lambda/connectors/kit/out/crm-http.ts",
        find: "status !== 401 ? status : 400, message, { detail });",
        replace: "status !== 401 ? status : 400, message, {});",
      },
    ],
  },
  {
    name: "a CRM's limit is a refusal",
    why: "a person would be asked about what passes by itself",
    breaks: "result-unexplained",
    edits: [
      {
        file: "lambda/connectors/kit/out/rest-meaning.ts",
        find: 'if (status === 429) return "busy";',
        replace: "",
      },
    ],
  },
  {
    name: "no authorisation check",
    why: "a record that is delivered twice rings twice",
    breaks: "double-ring",
    edits: [
      {
        file: "lambda/lead/states/dial.ts",
        find: "if (!waitsForDial(lead) || lead.ringsPossible >= lead.ringsAuthorised) return undefined;",
        replace: "",
      },
      {
        file: "lambda/steps/dial-lead/claim-lead.ts",
        find: "const unchanged = current.person.phone === lead.person.phone && current.dueAt === lead.dueAt;",
        replace: "const unchanged = true;",
      },
    ],
  },
  {
    name: "lease over means ready",
    why: "a worker that died after its request has rung already",
    breaks: "double-ring",
    edits: [
      {
        file: "lambda/lead/states/dial.ts",
        find: 'return moved(lead, { state: "unknown", reason: "lease-over", due: { worker: "reconcile", at: now } }, now);',
        replace:
          'return moved({ ...lead, ringsPossible: 0 }, { state: "ready", reason: "lease-over", due: { worker: "dial-lead", at: now } }, now);',
      },
    ],
  },
  {
    name: "blind retry on 5xx",
    why: "a 500 after the commit looks like one before it",
    breaks: "double-ring",
    edits: [
      {
        file: "lambda/callingly/outcome.ts",
        find: "if (!accepted && !refusals.has(status)) return",
        replace:
          'if (status >= 500) return { kind: "not-sent", reason: "5xx" };\n  if (!accepted && !refusals.has(status)) return',
      },
    ],
  },
  {
    name: "retry after a time-out",
    why: "a request without an answer may have been carried out",
    breaks: "double-ring",
    edits: [
      {
        file: "lambda/callingly/outcome.ts",
        find: 'if (sent.kind !== "answered") return { kind: sent.kind,',
        replace: 'if (sent.kind !== "answered") return { kind: "not-sent",',
      },
    ],
  },
  {
    name: "absence concluded at once",
    why: "Callingly may commit late, and lists a new call late",
    breaks: "double-ring",
    edits: [
      {
        file: "lambda/lead/states/look-up.ts",
        find: 'if (finding.kind === "several") return forReview',
        replace:
          'if (finding.kind === "none") return moved({ ...lead, ringsPossible: 0 }, { state: "ready", reason: "not-found", due: { worker: "dial-lead", at: now } }, now);\n  if (finding.kind === "several") return forReview',
      },
    ],
  },
  {
    name: "phone lock ignored",
    why: "one person through two doors is rung twice",
    breaks: "double-phone",
    edits: [
      {
        file: "lambda/steps/dial-lead/take-phone.ts",
        find: 'if (right.leadId === lead.id) return right.revision > lead.revision ? "gone" : undefined;',
        replace: "if (right.leadId) return undefined;",
      },
    ],
  },
  {
    name: "merged across groups",
    why: "one business's talk reaches another's CRM, and its own lead is never called",
    breaks: "scenario: one person asks two businesses that share an account",
    edits: [
      {
        file: "lambda/steps/dial-lead/take-phone.ts",
        find: "const group = bridge.groupOf(lead);",
        replace: 'const group = "all";',
      },
    ],
  },
  {
    name: "a business is told of a call because clocks leave nobody else",
    why: "one business's talk reaches another's CRM",
    breaks: "scenario: a business's team called by hand minutes before its dial",
    edits: [
      {
        file: "lambda/steps/report-call/match-lead.ts",
        find: "...(named ? [named] : []), ...possible]",
        replace: "...(named ? [named] : []), ...fitting]",
      },
    ],
  },
  {
    name: "a team's call by hand counts as its business's dial",
    why: "what a team did before it was asked proves a dial that never arrived",
    breaks: "scenario: a business's team called by hand minutes before its dial",
    edits: [
      {
        file: "lambda/steps/report-call/match-lead.ts",
        find: "fitting.filter((lead) => isOfTeam(lead, told));",
        replace: "possible.filter((lead) => isOfTeam(lead, told));",
      },
    ],
  },
  {
    name: "an account that is renamed is another one",
    why: "whoever was rung under the former name is rung again, and what is under way is told to nobody",
    breaks: "scenario: an account is renamed between two leads of one person",
    edits: [
      {
        file: "lambda/config/schema.ts",
        find: "return [id, { ...account, id, name }];",
        replace: "return [key, { ...account, id, name }];",
      },
    ],
  },
  {
    name: "groups ring at the same moment",
    why: "a person who talks to one business is rung by another",
    breaks: "double-line",
    edits: [
      {
        file: "lambda/lead/phone-right.ts",
        find: "if (unsettled.includes(other.state)) return",
        replace: 'if (other.state === "dialing") return',
      },
    ],
  },
  {
    name: "right to ring without a fence",
    why: "a right that is given back late is a newer one, and the next lead with the phone rings too",
    breaks: "double-phone",
    edits: [
      {
        file: "lambda/lead/phone-right.ts",
        find: "right.leadId === id && right.revision < revision",
        replace: "right.leadId === id",
      },
    ],
  },
  {
    name: "merged without telling",
    why: "a result that is in already never reaches the second record",
    breaks: "result-missing",
    edits: [
      {
        file: "lambda/steps/dial-lead/merge-lead.ts",
        find: "for (const callId of told) {",
        replace: "for (const callId of [...told].slice(told.size)) {",
      },
    ],
  },
  {
    name: "hint believed unread",
    why: "whoever knows our address can tie any call to any lead",
    breaks: "result-foreign",
    edits: [
      {
        file: "lambda/steps/report-call/match-lead.ts",
        find: "const named = hintedAt && mayBeNamed(hintedAt, told, deps.now()) ? hintedAt : undefined;",
        replace: "const named = hintedAt;",
      },
    ],
  },
  {
    name: "absence from a list that was not understood",
    why: "a call whose time nobody can read may be the one that rang",
    breaks: "scenario: a call from twenty minutes before, in times that mean",
    edits: [
      {
        file: "lambda/steps/reconcile/find-call.ts",
        find: '{ kind: "several" } : { kind: "none" };\n    if (others',
        replace: '{ kind: "none" } : { kind: "none" };\n    if (others',
      },
      {
        file: "lambda/steps/reconcile/reconcile.ts",
        find: '.isLearned ? "redial" : "review"',
        replace: '.isLearned ? "redial" : "redial"',
      },
    ],
  },
  {
    name: "the configured zone is believed before any call has shown it",
    why: "a call from before the lead would count as its own, and nobody would ring",
    breaks: "hollow-end",
    edits: [
      {
        file: "lambda/steps/account-clocks.ts",
        find: "if (!sure) return { zone, isLearned: false, offsetsAt: () => allOffsets };",
        replace: "if (!sure) return { zone, isLearned: true, offsetsAt: () => [] };",
      },
    ],
  },
  {
    name: "clock learned from one lead",
    why: "who tells a false time of one call would move every time of the account, and an older call would end a lead",
    breaks: "hollow-end",
    edits: [
      {
        file: "lambda/lead/call/account-offset.ts",
        find: "return { ...about, ...(sure && { sure }), doubt: { ...now, leadId } };",
        replace: "return { ...about, sure: now };",
      },
    ],
  },
  {
    name: "a call that may be older than the dial proves it",
    why: "somebody called by hand before; the lead would end, and never ring",
    breaks: "hollow-end",
    edits: [
      {
        file: "lambda/steps/report-call/match-lead.ts",
        find: "if (lead && leavesOpen(lead, heard)) return { ...found, perhaps: lead };",
        replace: "",
      },
    ],
  },
  {
    name: "a redial is its lead's by the ref it tells",
    why: "Callingly keeps one lead for a phone, and the redial of a call by hand tells our ref as well",
    breaks: "hollow-end",
    edits: [
      {
        file: "lambda/lead/call/evidence.ts",
        find: "if ((call.redial ?? 0) > 0) return true;",
        replace: "",
      },
    ],
  },
  {
    name: "a redial in a list proves a dial",
    why: "it may be of a call by hand that began before the dial",
    breaks: "hollow-end",
    edits: [
      {
        file: "lambda/lead/call/evidence.ts",
        find: "((call.redial ?? 0) > 0 || rivals",
        replace: "(rivals",
      },
    ],
  },
  {
    name: "a tie is believed whatever the call says",
    why: "a slip of a person's finger would tell one person's story on another one's record",
    breaks: "result-foreign",
    edits: [
      {
        file: "lambda/steps/report-call/match-lead.ts",
        find: "if (tied && !speaksAgainst(tied, told, deps.now())) {",
        replace: "if (tied) {",
      },
    ],
  },
  {
    name: "summary may go back",
    why: "news that arrive late would take back what was reached",
    breaks: "summary-wrong",
    edits: [
      {
        file: "lambda/lead/states/call-news.ts",
        find: "a && b ? (rank[a] >= rank[b] ? a : b) : (a ?? b);",
        replace: "b ?? a;",
      },
    ],
  },
  {
    name: "late answer takes evidence back",
    why: "a webhook may tell the end of a call before the dial is answered",
    breaks: "moved-back",
    edits: [
      {
        file: "lambda/lead/states/dial.ts",
        find: 'if (lead.state !== "dialing") return undefined;\n  if (outcome',
        replace: "if (outcome",
      },
    ],
  },
  {
    name: "CRM write not marked as begun",
    why: "a write whose answer was lost is done again",
    breaks: "result-double",
    edits: [
      {
        file: "lambda/steps/report-call/write-report.ts",
        find: "given, mayExist, progress",
        replace: "given, false, progress",
      },
    ],
  },
  {
    name: "one target that is gone keeps the result from all",
    why: "a source that was cleaned up must not cost another source's CRM its results",
    breaks: "result-missing",
    edits: [
      {
        file: "lambda/steps/report-call/report-targets.ts",
        find: "if (!source) gone.push(",
        replace: 'if (!source) throw new Error("unknown source");\n    if (!source) gone.push(',
      },
    ],
  },
  {
    name: "a record's id is used in another CRM",
    why: "another portal has somebody else under the same id",
    breaks: "scenario: a contact's lead is told to two portals",
    edits: [
      {
        file: "lambda/steps/report-call/report-targets.ts",
        find: "...(record && records === crm.name && { record, cameWithRecord: true }),",
        replace: "...(record && records && { record, cameWithRecord: true }),",
      },
    ],
  },
  {
    name: "repeat stored as a lead of its own",
    why: "a sender that repeats itself would have many leads",
    breaks: "scenario: the same post a hundred times within a second",
    edits: [
      {
        file: "lambda/lead/accept.ts",
        find: "identityOf(draft, person, receivedAt, source.duplicateWindowMs)",
        replace: "[...identityOf(draft, person, receivedAt, source.duplicateWindowMs), acceptId]",
      },
    ],
  },
  {
    name: "answered before it is stored",
    why: "a sender that was told 200 never sends again",
    breaks: "lost",
    edits: [
      {
        file: "lambda/steps/accept-lead/accept-lead.ts",
        find: "const result = await leads.add(lead);",
        replace: "const result = await leads.add(lead).catch(() => ({ added: true as const }));",
      },
    ],
  },
  {
    name: "redirect followed",
    why: "a redirect after the commit is a second request",
    breaks: "double-ring",
    edits: [
      {
        file: "lambda/callingly/api.ts",
        find: "return toPostOutcome(await send({ ...request, freshConnection: true, maxResponseBytes: 64 * 1024 }), now());",
        replace:
          'const once = { ...request, freshConnection: true, maxResponseBytes: 64 * 1024 };\n      const sent = await send(once);\n      return toPostOutcome(sent.kind === "answered" && sent.status >= 300 && sent.status < 400 ? await send(once) : sent, now());',
      },
    ],
  },
  {
    // The night finds what the day forgot, so both have to be blind.
    name: "nobody asks about silent calls, neither by day nor by night",
    why: "a webhook that is lost is a result that is lost",
    breaks: "scenario: no webhook ever arrives: polls find each first call",
    edits: [
      {
        file: "lambda/steps/reconcile/reconcile.ts",
        find: "if (id !== undefined && id !== found) await store.calls.hint(hintOf(lead, id, now()));",
        replace: "if (found === id) return undefined;",
      },
      {
        file: "lambda/steps/reconcile/find-missing-calls.ts",
        find: "if (known && !isOurs && !isForgotten(known, now())) return false;",
        replace: "if (!bound) return false;\n  if (bound) return false;",
      },
    ],
  },
  {
    name: "a lead that is looked after learns of the result first",
    why: "it ends, nobody asks about it any more, and a worker that dies before the CRM has it takes the result along",
    breaks: "result-missing",
    edits: [
      {
        file: "lambda/steps/report-call/report-call.ts",
        find: 'learns: isNotice ? "never" : isWatched ? "last" : "first"',
        replace: 'learns: isNotice ? "never" : "first"',
      },
    ],
  },
  {
    name: "person in the log",
    why: "logs are read by people who may not know who called",
    breaks: "leak",
    edits: [
      {
        file: "lambda/steps/accept-lead/accept-lead.ts",
        find: 'log("info", "lead accepted", { ...aboutLead(lead),',
        replace: 'log("info", "lead accepted", { ...aboutLead(lead), ...lead.person,',
      },
    ],
  },
  {
    name: "calls keep their person",
    why: "what was said of somebody stays for as long as the table lasts",
    breaks: "kept-too-long",
    edits: [
      {
        file: "lambda/steps/reconcile/erase-personal-data.ts",
        find: "? undefined : strippedCall(current, lead, now())",
        replace: "? undefined : undefined",
      },
    ],
  },
  {
    name: "nobody meets the leads whose gate has opened",
    why: "a lead that rests is found by what holds it, and by nothing else",
    breaks: "scenario: Callingly fails for five seconds",
    edits: [
      {
        file: "lambda/steps/dial-lead/dial-leads.ts",
        find: "return !(await answer);",
        replace: "return false;",
      },
    ],
  },
  {
    name: "a gate that has opened is taken for closed",
    why: "a lead whose gate vanished must not wait until it is too old",
    breaks: "scenario: an agency's client may not call for an hour",
    edits: [
      {
        file: "lambda/lead/rest.ts",
        find: "return gates.some((gate) => gate.on === by && isClosed(gate, now));",
        replace: "return gates.every((gate) => gate.on !== by || isClosed(gate, now));",
      },
    ],
  },
  {
    name: "nobody stays for what was put off",
    why: "a 429 that is over in two seconds costs the minute until the next tick",
    breaks: "scenario: Callingly is busy for two seconds",
    edits: [
      {
        file: "lambda/steps/dial-lead/dial-leads.ts",
        find: "await settleEach([watch], ({ keep }) => keep(), deps.log);",
        replace: "",
      },
    ],
  },
  {
    name: "reconcile may not write calls",
    why: "a right that is missing shows on the day on which it is needed, months after the first lead",
    breaks: "bug",
    edits: [
      {
        file: "lib/table-rights.ts",
        find: 'PutItem: ["lead", "call", "phone", "day"],',
        replace: 'PutItem: ["lead", "phone", "day"],',
      },
    ],
  },
  {
    name: "a restored lead goes on as it was",
    why: "a table that was put back is an old truth: it says of who rang since that nobody has",
    breaks: "double-ring",
    edits: [
      {
        file: "lambda/lead/restored.ts",
        find: "if (waitsForDial(lead)) {",
        replace: "if (waitsForDial(lead)) return undefined;\n  {",
      },
    ],
  },
  {
    name: "a restored lead keeps no phone",
    why: "the person asks again, and is rung for the second time",
    breaks: "double-phone",
    edits: [
      {
        file: "lambda/steps/reconcile/settle-restored.ts",
        find: 'if (next?.state === "unknown") await keepPhone(lead, deps);',
        replace: "",
      },
    ],
  },
  {
    name: "a restored lead is called again by policy",
    why: "nobody knows how often it rang, nor when",
    breaks: "scenario: the table is put back, and Callingly shows no call",
    edits: [{ file: "lambda/lead/states/look-up.ts", find: ' && lead.reason !== "restored"', replace: "" }],
  },
  {
    name: "what was told before a restore is told again",
    why: "the CRM's record holds the call twice",
    breaks: "result-double",
    edits: [
      {
        file: "lambda/steps/report-call/write-report.ts",
        find: "known.mayBeThere || wasTried",
        replace: "wasTried",
      },
    ],
  },
  {
    name: "notices are not counted",
    why: "what strangers type into a public form fills a CRM without any limit",
    breaks: "scenario: robots fill in a public form",
    edits: [
      {
        file: "lambda/steps/reconcile/reconcile.ts",
        find: 'if (crowded) log("warn", "notice withheld"',
        replace: 'if (crowded === undefined && lead.id === "") log("warn", "notice withheld"',
      },
    ],
  },
  {
    name: "a merge takes no place",
    why: "leads that are merged are told to a CRM as well",
    breaks: "scenario: robots fill in a public form",
    edits: [
      {
        file: "lambda/steps/dial-lead/may-ring.ts",
        find: "  placeInItsHour,\n  rightToRing,",
        replace: "  rightToRing,\n  placeInItsHour,",
      },
    ],
  },
  {
    name: "ended leads swallow repeats",
    why: "who asks again after a cancellation waits for a call that never comes, and nobody knows",
    breaks: "scenario: a lead is cancelled and the same person asks again: nobody rings",
    edits: [
      {
        file: "lambda/steps/accept-lead/accept-lead.ts",
        find: "if (hasIdentity(draft)) return draft",
        replace: 'if (first.state === "cancelled") return undefined;\n  if (hasIdentity(draft)) return draft',
      },
    ],
  },
  {
    name: "junk waits for ever",
    why: "what robots typed stays with name and number, and is written anew every day",
    breaks: "scenario: two weeks on what nobody released",
    edits: [
      {
        file: "lambda/lead/states/given-up.ts",
        find: "return at && at <= now ?",
        replace: "return at && at < new Date(0) ?",
      },
    ],
  },
  {
    name: "what a sender with a key sent is given up",
    why: "a CRM's lead with a number that somebody is to correct ends by itself",
    breaks: "scenario: two weeks on what nobody released",
    edits: [
      {
        file: "lambda/config/bridge.ts",
        find: "...(fromStrangers && { heldDays })",
        replace: "heldDays",
      },
    ],
  },
];
