import type { Sentences } from "./sentences.ts";

/** What docs/restore.md promises. */
export const restore: Sentences = {
  "it rings nobody of whom that could be true": [
    "lambda/lead/restored: is of unknown fate from that moment on when it %s",
    "system/simulation/scenarios/reconcile: the table is put back to before the dial: the call is found, and neither phone nor CRM hears of it twice",
  ],
  "where it finds none a person decides": [
    "lambda/lead/restored: goes to a person when no call is found, also where the account has it called again by policy",
  ],
  "The command says what it is going to do, asks, and may be repeated whenever it breaks off": [
    "operator/restored: says what it would do, and changes nothing",
    "operator/restored: goes on where it broke off, and finds nothing to do the third time",
  ],
  "a lead that comes now with the same phone is merged into them": [
    "operator/restored: keeps a lead that comes now from ringing the phone of one that may have rung",
  ],
  "the CRM is looked through before anything is written, so that no record holds a call twice": [
    "lambda/lead/restored: may have been told of, as far as its calls began before that was done",
  ],
  "carries over, from the old table, the people who asked to be forgotten since, and names their leads": [
    "operator/restored: carries wishes to be forgotten over, and names who is to be forgotten again and who came since",
  ],
  "switches on backups, expiry, deletion protection and, last, the stream": [
    "operator/restored: gets its stream, expiry and backups, and its leads are settled",
  ],
  "Leads that wait for a person keep waiting.": [
    "lambda/lead/restored: that waited for a person still does, whatever the person said since",
  ],
  "only the functions change over": [
    "lib/bridge-stack: the functions work on it and are woken by it, and the former one is left alone",
  ],
  "pauses calls, in the restored table": [
    "operator/restored: pauses the table, looks for what may have rung, switches on what a restore leaves off, and says what comes next",
  ],
  "`ready` leads, and those held by a rule, become `unknown` (`restored`), and get the right to ring their phone": [
    "lambda/lead/restored: is of unknown fate from that moment on when it %s",
    "operator/restored: keeps a lead that comes now from ringing the phone of one that may have rung",
  ],
  "`dialing` and `unknown` leads are looked up again": [
    "lambda/lead/restored: is looked for anew, from its dial on, when it %s",
  ],
  "names the leads that stand in the old table alone": [
    "operator/restored: carries wishes to be forgotten over, and names who is to be forgotten again and who came since",
  ],
  "The old table is only read.": [
    "operator/restored: carries wishes to be forgotten over, and names who is to be forgotten again and who came since",
  ],
  "Write the line that the command printed into `bridge.config.ts`": [
    "operator/restored: pauses the table, looks for what may have rung, switches on what a restore leaves off, and says what comes next",
  ],
  "The settings of the restored table are no longer managed by the stack: `bridge doctor` watches them.": [
    "operator/doctor: sends nobody to a deployment for a table that was restored, and protects none that is made to be thrown away",
  ],
  "The old table stays, protected, and belongs to no stack any more.": [
    "lib/bridge-stack: the functions work on it and are woken by it, and the former one is left alone",
    "lib/bridge-stack: is neither the table nor a secret",
  ],
  "Leads that waited longer than `staleAfterHours` wait for your decision.": [
    "lambda/steps/dial-lead/dial-lead: F45/F50: holds everything while paused, and leads that went stale",
  ],
  "worlds that are put back after people rang": [
    "system/simulation/scenarios/reconcile: the table is put back to before the dial: the call is found, and neither phone nor CRM hears of it twice",
    "system/simulation/scenarios/reconcile: the table is put back, and Callingly shows no call: a person decides, whatever the account's policy",
  ],
  "in memory and on a real engine": [
    "operator/restored: gets its stream, expiry and backups, and its leads are settled",
  ],
};
