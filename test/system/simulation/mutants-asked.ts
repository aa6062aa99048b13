import type { Mutant } from "./mutant.ts";

/** Wrong versions of the rules by which agreed and asked times are kept. */
export const mutantsOfAskedTimes: readonly Mutant[] = [
  {
    name: "an appointment that is no more still rings",
    why: "who has cancelled would be rung at the time that they gave up",
    breaks: "rung-after-cancel",
    edits: [{ file: "lambda/lead/rules/index.ts", find: "  booking,\n", replace: "" }],
  },
  {
    name: "a cancellation that overtakes its appointment is forgotten",
    why: "events come in any order, and the appointment would ring",
    breaks: "rung-after-cancel",
    edits: [
      {
        file: "lambda/steps/accept-lead/take-ended-bookings.ts",
        find: "await records.stop(bookingKey(source, booking, why), at, dated);",
        replace: "",
      },
    ],
  },
  {
    name: "an appointment leaves the one that it replaces as it was",
    why: "who has moved it would be rung at both times",
    breaks: "rung-by-older-word",
    edits: [
      {
        file: "lambda/connectors/kit/in/bookings.ts",
        find: '...(isMoved && { ended: [{ booking: replaces, why: "moved" as const }] }),',
        replace: "",
      },
    ],
  },
  {
    name: "a planned call that is moved rings at its former time",
    why: "it keeps its id, so the next message would pass for a repeat",
    breaks: "rung-by-older-word",
    edits: [
      {
        file: "lambda/lead/repeat.ts",
        find: "const isWaiting = waitsForDial(first) || waitsForTime(first.reason);",
        replace: "const isWaiting = false;",
      },
    ],
  },
  {
    name: "of a planned call what came last counts, and not what was said last",
    why: "a message that is late would move it back",
    breaks: "rung-by-older-word",
    edits: [
      {
        file: "lambda/lead/repeat.ts",
        find: '(asked?.said ?? "") > (wordsOfPerson(first)?.said ?? "");',
        replace: "asked !== undefined;",
      },
    ],
  },
  {
    name: "an appointment shares the call of another request",
    why: "whoever was called today would not be called at the time that they agreed on tomorrow",
    breaks: "agreed-call-lost",
    edits: [
      {
        file: "lambda/lead/phone-right.ts",
        find: "isAgreed(lead, fromStrangers) &&",
        replace: "isAgreed(lead, fromStrangers) && lead.source === undefined &&",
      },
    ],
  },
  {
    name: "a seat that is taken again stays given up",
    why: "its person would wait for a call that never comes",
    breaks: "agreed-call-lost",
    edits: [
      {
        file: "lambda/lead/repeat.ts",
        find: 'first.reason === "booking-cancelled") return takenAgain(first, repeat, now);',
        replace: 'first.reason === "booking-cancelled") return undefined;',
      },
    ],
  },
  {
    name: "what the rules said of former words is done to the lead",
    why: "a dialler that has judged a cancelled seat would end it after it was taken again",
    breaks: "agreed-call-lost",
    edits: [
      {
        file: "lambda/steps/dial-lead/follow-decision.ts",
        find: "isAsJudged(current, lead) ? stopped(current, decision, deps) : undefined,",
        replace: "stopped(current, decision, deps),",
      },
    ],
  },
  {
    name: "another time changes nothing",
    why: "who thinks of a later time would be rung at the first",
    breaks: "rung-by-older-word",
    edits: [
      {
        file: "lambda/lead/repeat.ts",
        find: "const anew = agrees ? undefined : askedAnew(first, repeat, now);",
        replace: "const anew = agrees || askedAnew ? undefined : first;",
      },
    ],
  },
  {
    name: "a form that is sent again undoes what an operator has agreed",
    why: "the person would be rung at the time that the operator has put off",
    breaks: "rung-by-older-word",
    edits: [
      {
        file: "lambda/lead/repeat.ts",
        find: "const before = wordsOfPerson(first);",
        replace: "const before = first.asked;",
      },
    ],
  },
  {
    name: "a time that nobody can read is taken for none",
    why: "who asks for next week would be rung at once",
    breaks: "rung-too-early",
    edits: [
      {
        file: "lambda/lead/rules/asked-time.ts",
        find: "asked.isSure || found.isNotNow ?",
        replace: 'found.why === "" ?',
      },
    ],
  },
  {
    name: "nobody notes who spoke last",
    why: "who sends a form again to be called at once would be called another time by the first one",
    breaks: "scenario: somebody sends a form with a time, and later, under another address, without one",
    edits: [
      {
        file: "lambda/steps/dial-lead/follow-decision.ts",
        find: "if (isAsked) await noteWord(lead, decision.at, deps);",
        replace: "",
      },
    ],
  },
];
