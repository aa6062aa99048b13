import type { Sentences } from "./sentences.ts";

/** What ARCHITECTURE.md promises. */
export const architecture: Sentences = {
  "every accepted lead rings exactly once or visibly waits for a stated reason, and every result reaches the CRM once in effect, whatever crashes, repeats or goes missing":
    [
      "system/simulation/simulation: F01/F18/F19/F61/F64 whichever I/O a function dies at, with one worker or two and the webhook early, late or lost",
      "system/simulation/simulation: F98 in 300 worlds drawn by lot, with all faults mixed",
    ],
  "Accepting a lead is one conditional put under an id derived from the lead's identity": [
    "lambda/steps/accept-lead/accept-lead: stores it with one write and answers 200 with its id",
    "lambda/store/contract: F03: accepts one of a hundred twins that come at once, and tells the others of it",
  ],
  "the minute's tick finds it when the stream did not": [
    "lambda/functions/wake-handler: F02/F09/F45: handles everything that fell due, but leaves the newest to the stream",
    "lib/wake: wakes the dialler once, when it comes",
  ],
  "only evidence (a look-up, a webhook that Callingly confirms when asked) moves it on, or a person: now, or beforehand by choosing `redial` for the account":
    [
      "lambda/lead/states: of unclear fate is looked for, never repeated",
      "lambda/lead/states: F16/F46: keeps every promise of the state machine",
      "lambda/steps/reconcile/reconcile: calls once more after the settle time and three empty look-ups, never twice",
    ],
  "`hear-call` keeps the call's id; `report-call` reads the call with our own token.": [
    "lambda/steps/hear-call/hear-call: F67: notes the call's id and the ref, and nothing else of what was said",
    "system/intruder/hints: F67: that claims a result makes us look, and neither the lead nor the CRM believes a word",
  ],
  "Each wait is a state, a reason in plain words (`lambda/lead/reasons.ts`) and a due time on the item.": [
    "lambda/lead/decisions: every state explains itself in plain words",
    "operator/remedies: names no way on that its commands do not have: %s",
  ],
  "There is no second write that could be lost, and a repeat meets the first.": [
    "lambda/steps/accept-lead/accept-lead: stores it with one write and answers 200 with its id",
    "lambda/steps/accept-lead/accept-lead: F01/F03/F15: stores it once, however often its sender repeats it, and always answers the same id",
  ],
  "say in `wakes` whom they wake, and the next write takes that away": [
    "lib/wake: wakes the dialler once more when %s, and not by what the dialler then writes",
    "lib/wake: and so does a person who has the result tried again, once",
  ],
  "| `lib/` | one construct per step, table, secrets, alarms, dashboard, `assemble.ts`": [
    "lib/bridge-stack: has these routes, each leading to one step",
  ],
  "what a vendor's file must offer": [
    "lambda/connectors/connectors.contract: knows the connector of every recording, and names no connector twice",
  ],
  "retries: a dial is one request": ["lambda/callingly/client: F40: is sent once and never again: %s"],
  "it checks one thing, the revision": [
    "lambda/store/contract: F17/F46: lets one of fifty claims win",
    "lambda/store/change: decides afresh on what another has written in between",
  ],
  "| `form/` | what pages load as `/form.js` to make their forms patient | a library |": [
    "lambda/steps/accept-lead/serve-form-script: weighs less than %s KiB, captchas %s, makes no code out of text, and is the same each time",
  ],
  "logic; tests import the handler of wakes and no other": [
    "lib/rooms: with what Lambda loads is imported by no test, but for the handler of wakes",
  ],
  "one construct per step, table, secrets, alarms, dashboard, `assemble.ts` (a table of contents) in a stack of its own or as a `Bridge` in [somebody's app](docs/construct.md); `bundling/` makes the functions' bundles, `synth/` reads the configuration and writes and checks templates, `program/` is what all our programs share | the SDK":
    ["lib/rooms: with constructs has no SDK"],
  "a vendor's name outside `vendors/` and the lists": [
    "lib/rooms: with steps, rules or configuration names no vendor: vendors/ and the list alone do",
  ],
  "the only code that knows Callingly": ["lib/rooms: that is not Callingly's knows no address of its API"],
  "the only code that knows the table: an interface, DynamoDB, memory": [
    "lib/rooms: that is not the store's knows no DynamoDB, but where its client is made",
    "lambda/store/contract: a store in %s",
  ],
  "I/O, a clock of its own, randomness": ["lib/rooms: with pure rules has no I/O, no clock of its own and no chance"],
  "to make their forms patient | a library |": ["lib/rooms: with the script for forms has no library"],
  "module mocks, sleeping": ["lib/rooms: with tests mocks no module"],
  "Imports go down this list and never up (`test/lib/layers.test.ts`)": [
    "lib/layers: imports go down only, from room to room",
    "lib/layers: every file of the product stands in a room",
  ],
  "printing, questions, exit codes": [
    "lib/layers: operator prints nothing and asks nobody: that is its command line's, and a console's",
  ],
  "an import of `local/`: tests and simulation use them without it": [
    "lib/layers: imports go down only, from room to room",
  ],
};
