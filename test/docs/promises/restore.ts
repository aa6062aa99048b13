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
  "carries over who asked to be forgotten since, from the old table, and names their leads": [
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
};
