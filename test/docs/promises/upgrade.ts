import type { Sentences } from "./sentences.ts";

/** What docs/upgrade.md promises. */
export const upgrade: Sentences = {
  "The same input gives the same template and the same bundles, so only what differs is deployed.": [
    "lib/synth/synthesise: gives the same template and the same assets wherever it is done, so that nothing unchanged is deployed",
    "lib/synth/synthesise: are the same bytes for the same input, so that a deployment touches only what changed",
  ],
  "`bridge doctor` reports a stage that was deployed with other settings than the configuration has.": [
    "operator/doctor: says which settings are not in the configuration, and repeats them in every command that deploys",
  ],
  "A name that is nearly a setting's is refused": ["lib/stage: is meant by %s, which is refused"],
  "A source that changes its group takes the rings of its leads along.": [
    "lambda/steps/dial-lead/take-phone: rings nobody again who was rung before: it %s",
  ],
  "Deployments change nothing in the table and nothing in the secrets.": [
    "lib/bridge-stack: stay as they are when accounts and CRMs are added, so that a deployment overwrites no token",
  ],
  "For some seconds both are at work.": [
    "system/last-release/last-release: does its part with today's functions: $old of the release, the others of today",
  ],
  "So do leads whose person asked for a time, which it would ring at once.": [
    "system/other-version: a lead whose person asked for a time is left alone by a version that would ring it at once, and others are not",
  ],
  "Items that the newer version wrote in a schema of its own (`v`) wait likewise": [
    "system/other-version: %s leaves an item as it is whose schema is newer than its own, says so, and puts it off",
  ],
  "`bridge version` says which version is deployed and which is here": [
    "operator/version: is told by bridge version beside the one here, with what to do where they differ",
  ],
  "What a later version needs beside `npx cdk deploy` stands in the": [
    "docs/changelog: says of $name what changes for who has deployed before",
  ],
  "An item in a state that a version does not know is left as it is": [
    "system/other-version: %s leaves an item as it is whose state it does not know, says so, and puts it off",
  ],
  "Leads are still accepted and wait as `ready`.": [
    "lambda/functions/wake-handler: F02/F09/F45: handles everything that fell due, but leaves the newest to the stream",
  ],
  "In every stage but `dev` it is protected from being deleted": [
    "lib/bridge-stack: is neither the table nor a secret",
    "lib/bridge-stack: is, of a first deployment that failed, all but the table, which is protected from that too",
  ],
  "Only `dev` is made to be thrown away: its table and secrets go with the stack.": [
    "lib/bridge-stack: is everything in the stage that is made to be thrown away",
  ],
  "a stage knows its own by the token in the address, which nobody else has": [
    "lambda/steps/reconcile/register-webhooks: of two stages behind one address is one for each, and neither touches the other's",
  ],
  "a certificate of another region (refused before anything is deployed, where the region is known)": [
    "lib/stage: is a certificate of another region than the stack's, where that is known",
  ],
  "So `cdk deploy` asks CloudFormation for the accounts that are deployed and stops when one has vanished.": [
    "lib/gone-accounts: may not vanish from the configuration; the way out of a rename and of a farewell is named",
    "lib/gone-accounts: is not known without credentials, of an older stack, or when AWS does not answer; each says why",
  ],
  "`npm start -- --data FOLDER` stops likewise when an account has vanished that ran on that data.": [
    "local/start-refused: refuses data of an account that has vanished from the configuration, until it is named",
  ],
  "`bridge doctor` says what waits of an account or a source that is gone.": [
    "operator/doctor: says what waits of a source or an account that is gone, and that a deployed account has vanished",
  ],
  "waits for this one as `target-gone`, until it is back or `bridge results drop CALL` gives it up": [
    "lambda/steps/report-call/not-through: gets the result when it is configured again, and the others get it once",
    "lambda/steps/report-call/not-through: is given up when a person says so; the others get what comes late, and nobody is told when it is back",
  ],
  "Groups share nothing: each rings, the second when the first's call has been reported (`same-phone-waits`)": [
    "lambda/steps/dial-lead/take-phone: is rung by both, by the second when the first's call has been told",
    "lambda/steps/dial-lead/take-phone: waits for a person where a person is to decide about the first, and rings when both have been decided about",
  ],
  "a call of which neither the ref nor the team tells the group is nobody's (`not-ours`) rather than another's": [
    "lambda/steps/report-call/match-lead: is nobody's where one team rings for both",
  ],
  "the new one is made first, then what carries a token of this stage at a former address is removed": [
    "lambda/steps/reconcile/register-webhooks: goes only when the one at the new address stands",
  ],
  "A request without the header is answered 403, counted at its source (`bridge doctor`, `bridge sources --show NAME`) and never read.":
    ["system/intruder/keys: F97: is refused, whatever else is right about the request, and counted"],
  "lets about 500 requests a second through, 1000 at once": ["lib/bridge-stack: F82: is throttled"],
  "keeps the lead in the browser and sends it again": [
    "browser/form: F10: a throttled form keeps its lead, says so, and sends it again under the same key",
  ],
  "each has its table, secrets, functions, API, alarms and outputs.": [
    "lib/bridge-stack: differ in nothing but their names, and in who is rung where it is not production",
    "lib/bridge-stack: cannot be the same in two stages, whatever these are called",
  ],
  "encrypts table, secrets, logs, queues and the topic of alarms with a KMS key of the stack": [
    "lib/bridge-stack: everything that lies at rest is encrypted with it",
    "lib/bridge-stack: alarms may be told through it",
  ],
  "the key's own policy admits the functions, and the key is complete before anything is encrypted with it": [
    "lib/bridge-stack: the functions may use it through the services that they use, by the key's own policy",
    "lib/bridge-stack: they may before anything is encrypted with it: it waits for their roles, and these for nothing",
  ],
  "| `tracing: true` | has AWS X-Ray trace the functions' runs. Off otherwise": [
    "lib/alarms: a function's runs are traced only where the stage says so, as that costs more than the runs",
  ],
  "So it is off unless you ask |": [
    "lib/bridge-stack: is set only where the stage asks for it, as many an account has nothing to reserve",
  ],
  "closes the address that AWS gives the API, so that your domain is the only way in.": [
    "lib/bridge-stack: has its own address closed only where the stage says so, and has a domain",
  ],
  "nothing else changes, and sources and commands take either name": [
    "lambda/config/schema: files a renamed account under its id, however often it is checked; sources may name it either way",
  ],
  "by default those that report to the same CRMs, and without CRMs those of the same team": [
    "lambda/config/schema: is said, or plain from where it reports: %j",
  ],
  "note where sources of one account report to different CRMs and no `group` says whether that is meant": [
    "lib/gone-accounts: are noted, with what follows",
    "lib/gone-accounts: are not when a group says what is meant, nor when all report alike",
  ],
  "All outputs now show the new address.": [
    "lib/bridge-stack: all addresses follow it, the one that Callingly reports to included",
  ],
  "The header's secret is generated; nobody is refused yet.": [
    "lib/bridge-stack: its word is made, for the two doors alone, which are told whether to refuse who does not say it",
  ],
  "both count until `--finish`, which first checks which one arrives": [
    "operator/secrets: makes a new word for what stands before the door, and ends the old one when it is said no more",
    "system/intruder/keys: F95: lets the next word in beside the former one, until that is taken away",
  ],
  "both store it under the same id, so a repeat meets the first": [
    "lambda/lead/accept: when they carry the same id, whatever else they say and whenever they come",
    "lambda/lead/accept: when phone and e-mail agree within the window, however they are written",
  ],
  "is dialled by whichever run claims it first; the claim is one conditional write, the same in both versions": [
    "lambda/steps/dial-lead/dial-lead: F17: makes one ring of fifty workers that are woken at once",
    "system/deploy/checks/redeploy: leads come in while a change is deployed: each rings once, or waits for a reason",
  ],
  "If it is cut off, the lead becomes `unknown` when its lease is over, and is looked for, not dialled again": [
    "lambda/steps/dial-lead/dial-lead: F18/F19: is of unclear fate once its lease is over, and is not dialled again",
    "system/simulation/scenarios/dial: dies when the lead is claimed, before the request leaves",
  ],
  "the new reconcile asks on; the evidence it needs lies in the item and at Callingly": [
    "lambda/steps/reconcile/reconcile: F21: is placed when its call is listed, and the result is asked for",
  ],
  "A webhook that meets no function is lost and the call is asked for instead": [
    "system/simulation/scenarios/results: every webhook is lost",
    "system/path-of-a-lead: is found by asking when no webhook ever arrives",
  ],
  "The item is marked before anything is sent to the CRM": [
    "lambda/lead/call/call: marks reports as begun before they are written, and keeps the activity it already knows",
  ],
  "it is neither dialled nor changed, but put off for longer each time, up to a day, so that it stands before nobody": [
    "lambda/store/contract: is neither dialled nor changed, and is named as such",
    "lambda/steps/work-due: F101: is left alone for longer each time, up to a limit, and never given up",
    "lambda/steps/work-due: F101: stands before nobody: the one behind it is handled in the same tick",
  ],
  "Each try writes `item failed` into the log with the item's name": [
    "system/other-version: %s leaves an item as it is whose state it does not know, says so, and puts it off",
  ],
  "then `bridge replay --reason bridge-fault` does not wait for the next one": [
    "operator/operate: F101: shows what the bridge failed on, and has it looked at again by the function that was to do it",
  ],
  "`dev` goes completely. In every other stage, the stack is protected": [
    "lib/bridge-stack: is everything in the stage that is made to be thrown away",
    "lib/bridge-stack: differ in what survives, if one of them is dev",
  ],
  "- the table, with deletion protection on": ["lib/bridge-stack: is neither the table nor a secret"],
  "- the six secrets, and with `originHeader` a seventh": ["lib/bridge-stack: is neither the table nor a secret"],
  "- the KMS key, with `customerManagedKey`": [
    "lib/bridge-stack: it is renewed every year, and kept as long as what it opens",
  ],
  "Logs, queues and everything else are deleted.": ["lib/bridge-stack: is neither the table nor a secret"],
  "Leads that the newer version moved into a state of its own wait, as above, until you go forward again.": [
    "system/other-version: %s leaves an item as it is whose state it does not know, says so, and puts it off",
  ],
  "A field that only the newer version knows is lost from a lead when the older version writes that lead.": [
    "system/other-version: a lead that this version writes has lost what only the newer one knows, and nothing else",
  ],
  "`bridge doctor` prints it, complete, wherever it helps.": [
    "operator/doctor: says which settings are not in the configuration, and repeats them in every command that deploys",
    "operator/doctor: says what of the table is off, which schedule sleeps, and that a queue holds failures",
  ],
  "| setting | what it does |": ["lib/stage: is told of in docs/upgrade.md, whichever there is"],
  "belong to the fingerprint of that stage": [
    "lib/bridge-stack: say which stage and which configuration were deployed",
    "operator/doctor: says that the configuration is for another stage, and for which",
  ],
  "where Callingly reports to, if something else stands in front of the API; HubSpot's signature over that address is taken as well":
    ["lambda/connectors/hubspot: may be made over the address of what stands before the door, and over no third one"],
  "by the CRM's name in the configuration: another server that speaks its API": [
    "lib/permissions: names other servers only where the stage says so",
  ],
  "the address that gets alarms by e-mail, once the link in AWS's first message was followed.": [
    "lib/alarms: tells nobody by e-mail, unless the stage says whom",
  ],
  "the table that the functions work on instead of the stack's own, after a [restore](restore.md)": [
    "lib/bridge-stack: the functions work on it and are woken by it, and the former one is left alone",
  ],
  "where you read RUNBOOK.md, so that alarms and the dashboard link to it; default: its name": [
    "lib/alarms: is linked where the stage says it is read",
  ],
  "it holds until the next deployment": [
    "lib/stage: of the configuration holds without a word on the command line, which may say otherwise for a trial",
  ],
  "Switching it off again leaves the key behind, on purpose.": [
    "lib/bridge-stack: it is renewed every year, and kept as long as what it opens",
  ],
  "`bridge doctor` says whether it leads there.": [
    "operator/doctor: says that few functions may run at a time, that nobody hears of alarms, and that a name leads elsewhere",
    "lib/bridge-stack: the name is served with its certificate and TLS 1.2 or later, and an output says where it has to lead",
  ],
  "prints the header `x-bridge-origin`, and the address that it has to lead to": [
    "operator/sources: prints the word that what stands before the door says, and only then",
    "lib/bridge-stack: its address is the one for senders and Callingly, and an output says where it has to lead",
  ],
  "Callingly's webhooks are moved by themselves.": [
    "lambda/steps/reconcile/register-webhooks: goes only when the one at the new address stands",
  ],
  "The secrets and the key of the failed attempt are gone with it": [
    "lib/bridge-stack: is, of a first deployment that failed, all but the table, which is protected from that too",
  ],
};
