import { architecture } from "./promises/architecture.ts";
import { construct } from "./promises/construct.ts";
import { crms } from "./promises/crms.ts";
import { deploying } from "./promises/deploying.ts";
import { operating } from "./promises/operating.ts";
import { htmlAndJson } from "./promises/own-pages.ts";
import { preview } from "./promises/preview.ts";
import { privacy } from "./promises/privacy.ts";
import { restore } from "./promises/restore.ts";
import type { Sentences } from "./promises/sentences.ts";
import {
  adPlatforms,
  allSources,
  automationServices,
  close,
  formBuilders,
  hubspot,
  landingPages,
  salesforce,
  scheduling,
  wordpressForms,
} from "./promises/sources.ts";
import { states } from "./promises/states.ts";
import { suppression } from "./promises/suppression.ts";
import { table } from "./promises/table.ts";
import { theConsole } from "./promises/the-console.ts";
import { upgrade } from "./promises/upgrade.ts";
import { whoMayBeRung } from "./promises/who-may-be-rung.ts";

/**
 * What the pages promise, as they say it, and the tests that fail when it is no longer so. `promises.test.ts` looks
 * whether each sentence still stands on its page and each test in its file.
 *
 * Whoever changes a sentence changes it here too, and looks whether its tests still hold what it says.
 */

/** Pages with many have a file of their own in `promises/`. */
export const promises: Readonly<Record<string, Sentences>> = {
  "README.md": {
    "**A bridge of your own** is a folder with one dependency: nobody edits a clone.": [
      "create/create: makes a folder with a configuration that works, and says what to type next",
      "system/deploy/emulated: npm create and npm install, of what was packed",
      "system/deploy/emulated: npm start, until the first lead is called",
    ],
    "Every accepted lead rings exactly once or visibly waits for a stated reason, and every result reaches the CRM once in effect.":
      [
        "system/simulation/simulation: F01/F18/F19/F61/F64 whichever I/O a function dies at, with one worker or two and the webhook early, late or lost",
        "system/simulation/simulation: F98 in 300 worlds drawn by lot, with all faults mixed",
        "system/path-of-a-lead: leads from the form to a ring and from the call to the CRM, each once",
      ],
    "Answering 200 means the lead is stored.": [
      "lambda/steps/accept-lead/accept-lead: stores it with one write and answers 200 with its id",
      "lambda/steps/accept-lead/accept-lead: F07: asks to send it again when it could not be stored",
    ],
    "If the answer to a dial is lost, the bridge does not dial again after a while: it looks for the call, and asks an operator when there is none":
      [
        "lambda/steps/dial-lead/dial-lead: F20/F27: never dials again by itself when it may have rung",
        "lambda/steps/reconcile/reconcile: F20/F22/F60: goes to a person after the settle time and three empty look-ups, and never rings again by itself",
      ],
    'unless you set it to call once more then (`whenUnproven: "redial"`)': [
      "lambda/steps/reconcile/reconcile: calls once more after the settle time and three empty look-ups, never twice",
    ],
    "lists what goes wrong and which test proves what holds": [
      "system/faults/faults: has every row named by a test",
      "system/faults/faults: is shown in docs/faults.md as it is; npm run docs:faults writes it",
    ],
    "known mistakes put into the bridge: each must be caught": ["system/simulation/mutants: catches a bridge with %s"],
    "it offers your teams by name": ["operator/init: asks what was not said, and offers the teams by name"],
    "`secrets set` asks for the value and tries it before it writes it.": [
      "operator/secrets: tries a Callingly token before it writes it, and says what it opens",
      "operator/secrets: tries a CRM's credentials before it writes them, and says what came of it",
    ],
    "`doctor` says what is missing and what to do about it.": [
      "operator/doctor: says that there is no key",
      "operator/doctor: says which credentials a CRM and a platform lack, and whose requests are not checked",
      "docs/commands: is taken: $line ($page)",
    ],
    "The last command rings the phone that you name": [
      "operator/send: says whom a deployed bridge would ring, and sends nothing without a yes",
    ],
    "keeps leads, calls and keys between runs": [
      "local/killed: F01/F18/F19: rings nobody twice and loses nobody when it is killed under load again and again",
      "stand-ins/callingly/journal: goes on with calls and redials where it stopped, and rings nobody twice for it",
    ],
    "one JSON line when it is ready, for scripts": [
      "local/start: says where everything is in one JSON line, and nothing else",
    ],
    "The stand-in has the accounts and teams that your configuration names, so your own rings as it is.": [
      "local/own-configuration: rings every account's team, that of a route and of an agency's client too",
    ],
    "what you enter with `secrets set … --local` is kept too": [
      "local/secrets: is there in the next run on the same data, and only that",
    ],
    "its package is fetched from npm by the first `npm start`, in the version that is tried on Linux": [
      "local/find-engine: the engine for %s on %s is fetched from npm, in the pinned version, and said",
      "local/find-engine: without an engine the remedies are named, with npm's own words",
    ],
    "a workflow](.github/workflows/platforms.yml) that any fork can start": [
      "docs/workflows: tries npm start on each system that the README names, with no secret, so that any fork can",
    ],
    "Ctrl-C ends it with everything that it started, and so does a signal that ends it or the npm that started it.": [
      "docs/walk-through: stops everything at Ctrl-C, as it says",
      "local/start: stops everything on SIGTERM",
      "lib/program/ending: npm start ends with npm, by SIGTERM, and its engine with it",
      "local/engine: does not outlive a bridge that was killed, and its folder is free again",
    ],
    "where results go instead of to the demo CRM": [
      "local/own-configuration: sends results to the server that CRM_BASE_URLS names, signed as the real ones are",
    ],
    "Without an address nothing is fetched and they are held": [
      "local/own-configuration: holds leads of a platform that has no address, and says which variable gives it one",
    ],
    "Fields are recognised by the types their sender declares, by their names and questions in many languages, and by their shape":
      [
        "lambda/connectors/labelled-answers: are taken for what the vendor declares before what the question says",
        "lambda/lead/reader/fields: takes %s for the phone",
        "lambda/lead/reader/lead-sources: have their phone read in 95 %, and never another",
      ],
    "keeps the lead and sends it again when the network or the bridge fails": [
      "browser/form: F10: a throttled form keeps its lead, says so, and sends it again under the same key",
      "browser/form: F10: a lead outlives its page and is sent by the next one, which stays where it is",
    ],
    "a visitor gets a page or your redirect, a script gets JSON; a wrong field is named (422)": [
      "lambda/connectors/html-form: is sent to the configured page, or where the form wants if that is allowed",
      "lambda/connectors/html-form: gets problems as JSON by field",
      "lambda/steps/accept-lead/accept-lead: tells a form's visitor what to mend, per field, and stores nothing",
    ],
    "An `Idempotency-Key` header makes a request count once": [
      "lambda/steps/accept-lead/accept-lead: F05: answers 409 when a caller uses one Idempotency-Key for two leads",
      "lambda/lead/accept: when they carry the same id, whatever else they say and whenever they come",
    ],
    "signed where they sign": [
      "lambda/connectors/lead-sources: $title is refused without its signature, or with another",
      "lambda/connectors/lead-sources: $title is refused when a byte of the body is another",
    ],
    "what comes as an id is fetched": [
      "lambda/steps/dial-lead/fetch-lead: is fetched with the source's token, and rung in the same breath",
    ],
    "a repeat says `duplicate` with the same id (a web form's script gets the same answer as for a new lead)": [
      "lambda/steps/accept-lead/accept-lead: F01/F03/F15: stores it once, however often its sender repeats it, and always answers the same id",
      "system/intruder/parking: F94: answers who sends it the same, whether somebody sent it before or not",
    ],
    "a mistake stops the start and the deploy with the path and the remedy": [
      "lib/synth/synthesise: is refused with the file and every path in it",
      "local/start-refused: names what is wrong with a configuration",
    ],
    "others are held for a person": [
      "lambda/lead/rules/number: F91: waits for the configuration or for a person, who may have it rung",
      "lambda/steps/dial-lead/gates-and-pace: F92: of one visitor of a public form are called up to ten within the hour; a person looks at the others",
    ],
    "what nobody releases of a form's junk ends by itself": [
      "lambda/lead/states/given-up: ends by itself after its days, with a reason of its own: %s",
    ],
    "personal data goes after payloadDays, the rest later": [
      "lambda/lead/privacy/retention: is due to lose its personal data when the payload's days are over, and itself when the ledger's are",
    ],
    "`bridge doctor` tells, with the way to ask AWS for more": [
      "operator/doctor: says that few functions may run at a time, that nobody hears of alarms, and that a name leads elsewhere",
    ],
    "Webhooks at Callingly register themselves within two minutes.": [
      "lambda/steps/reconcile/register-webhooks: is registered by the first minute's tick that finds a token, though none had one before",
    ],
    "each with its section of": [
      "lib/alarms: has a section for every alarm, and an alarm for every section that is not general",
    ],
    "the dashboard has the stack's name": ["lib/alarms: has the stack's name"],
    "the bridge renews the access and changes nothing here": [
      "lambda/steps/crm-tokens: F79: is renewed once by two workers who find it expired at once",
      "lib/permissions: %s",
    ],
    "its results wait as `crm-access-refused`": [
      "lambda/steps/report-call/not-through: F79: waits for a person when the CRM refuses our access, and says what to do",
    ],
    "has what waits for it tried again at once.": [
      "operator/connect: has the results that waited for it tried again",
      "operator/secrets: set %s: has the results that waited for it (%s) tried again at once",
      "lambda/steps/report-call/not-through: F79: is told at once when the CRM refuses credentials that a person has replaced meanwhile",
      "lambda/connectors/open-crm: are looked for where none were known, and where those that were known are refused",
    ],
    "After a fix at the CRM itself `bridge replay` has": [
      "operator/operate: has parked results tried again, without a question, since nobody is rung",
    ],
    "otherwise it is tried once a day, and what waits for Callingly's token every five minutes": [
      "lambda/steps/report-call/not-through: is tried once a day while nobody mends what the CRM refuses",
      "lambda/steps/report-call/not-through: asks again within minutes after Callingly refused the token, as long as that lasts",
    ],
    "stops its calls within seconds; leads wait.": [
      "operator/operate: %s closes the gate that the dialler asks, and keeps who, when and why",
      "operator/operate: comes back when no dial goes by what it knew before any more",
    ],
    "calls that nobody can prove, with the evidence: you decide": [
      "operator/operate: shows what was sent, what Callingly shows, why each call fits or not, and what each decision would do",
    ],
    "what waited for a fix is tried again": [
      "operator/operate: asks Callingly first, and then has what waited tried in due order",
    ],
    "takes a person out, here and at Callingly": [
      "operator/person: says what is found, asks, and leaves nothing of the person",
      "operator/people/forget-person: F55: leaves outcome and ids in calls, is deleted at Callingly, and the right to ring goes",
    ],
    "Every command that works on a bridge takes `--stage`, `--local` and `--json`": [
      "operator/program: has commands that all take a stage, this machine's bridge, and JSON, but those that need no bridge",
    ],
    "whatever may ring a person says whom and asks": [
      "operator/leads: says whom it rings and asks, before a held lead is released",
      "operator/operate: says whom it rings and asks; then the dialler is woken for them",
      "operator/callingly: says whom a call rings and asks, before it rings once",
      "operator/send: says whom a deployed bridge would ring, and sends nothing without a yes",
      "operator/doctor: rings the operator's own phone only after a yes, once, and is half of what the clock is learned from",
    ],
    "Any other status says what to correct, or that the sender should try again.": [
      "lambda/steps/accept-lead/accept-lead: F07: asks to send it again when it could not be stored",
      "lambda/steps/accept-lead/accept-lead: tells a form's visitor what to mend, per field, and stores nothing",
    ],
    "`bridge connect NAME` lets it in again": [
      "operator/connect: asks for nothing that the secret has, unless the app is a new one; what stands beside it stays",
    ],
  },
  "ARCHITECTURE.md": architecture,
  "docs/crms/README.md": crms,
  "docs/states.md": states,
  "docs/table.md": table,
  "docs/decisions.md": {
    "An app has one dependency. The CDK's command line and esbuild come with it, pinned": [
      "create/create: asks for one dependency, of its own version",
      "bin/manifest: pins what it depends on to the versions that are tested here",
      "bin/manifest: leaves the app its own CDK, of this version or a newer one",
    ],
    "the clone itself is private and refuses to be packed": [
      "bin/manifest: is the only way to npm: the clone itself can be neither published nor packed",
    ],
    "Commands run what was built, also in a clone, which builds it anew when a source is another than it was": [
      "bin/launch: is what its sources say now, once one of them is another",
    ],
    "A `Bridge` bundles its functions itself, in a process that its constructor waits for": [
      "lib/construct: shows an app that bundles the functions and lets one of its own read the table",
    ],
    "the project's stack keeps its logical ids, which a test compares with those that were deployed first": [
      "lib/bridge-stack: keeps its place in the stack with every upgrade",
    ],
    "a wrong one is refused, as the stack says which stage it is": [
      "operator/deployed: is refused where the stack is another stage's",
    ],
    "Leads and calls lie in the table in shorthand": [
      "lambda/store/shorthand: is any lead, to the letter",
      "lambda/store/shorthand: is any call, to the letter",
      "lambda/store/shorthand: a lead of ten short fields is under a kilobyte at every write",
    ],
    "The functions ask the table and their secrets by requests that they sign themselves": [
      "lib/synth/synthesise: carry no client of AWS, so that %s stays small",
      "lambda/runtime/aws-requests: sends an operation as AWS takes it, signed with everything that it says",
      "lambda/runtime/aws-requests: tries again after %s, after a while that chance decides",
    ],
    "Each event is one JSON line that the functions write themselves": [
      "lambda/runtime/lambda-log: says what happened to which lead, in which request and which deployment",
      "lambda/runtime/lambda-log: holds nobody, and is one line, whatever is logged",
    ],
    "a test holds each to that of AWS's own signer": [
      "lambda/runtime/aws-signature: signs whatever is sent as AWS's own signer does, on one day and on the next",
    ],
    "The connection to the table is made while a function starts": [
      "lambda/runtime/aws: has a connection to the table before the first lead comes, and asks nothing of it for that",
      "lambda/runtime/aws: starts all the same where there is no connection to the table",
      "lambda/runtime/aws: asks the table again when an answer breaks off, and takes one that comes in pieces",
    ],
    "Node's modules by `require` in the bundles": [
      "lib/synth/synthesise: load no second HTTP client of Node's while they start",
    ],
    "One ordered list of pure rules before a dial": [
      "operator/leads/same-rules: that the rule “%s” stops is not rung, and the forecast and its next step say so with the same reason",
      "lambda/lead/rules/index: a lead against which everything speaks hears of one thing after the other, as each is mended",
    ],
    "What a lead takes before its dial": [
      "lambda/steps/dial-lead/dial-lead: F17: makes one ring of fifty workers that are woken at once",
      "lambda/steps/dial-lead/take-phone: is never rung by both at the same moment, though both leads come at the same moment",
    ],
    "DynamoDB stream as doorbell, no queue": ["lib/wake: wakes the dialler once, when it comes"],
    "One person is rung once per merge group, and groups share nothing": [
      "lambda/steps/dial-lead/take-phone: is rung by both, by the second when the first's call has been told",
      "lambda/steps/dial-lead/take-phone: is never rung by both at the same moment, though both leads come at the same moment",
    ],
    "A right to ring carries the revision of its lead": [
      "lambda/steps/dial-lead/take-phone: that is given back late is not the newer one, which the lead has taken since by a person's word",
    ],
    "Right to ring and claim are two small writes, not a transaction": [
      "system/simulation/simulation: F01/F18/F19/F61/F64 whichever I/O a function dies at, with one worker or two and the webhook early, late or lost",
    ],
    "The phone's item remembers the leads that rang it": [
      "lambda/lead/phone-right: remembers the leads that rang the phone, whoever has the right since",
    ],
    "nobody can compute it from the lead id that a form gets": [
      "lambda/lead/accept: cannot be computed from anything that a sender is told or said",
    ],
    "no midnight at which everybody's double click becomes two leads": [
      "lambda/lead/accept: three seconds apart, but for a few at the edge of a window that lies elsewhere for everyone",
    ],
    "A repeat counts as one while the first lead waits, rings or has rung": [
      "system/intruder/parking: stays swallowed while the first one waits, rings or has rung",
      "system/intruder/parking: is tried anew where Callingly had refused the phone",
    ],
    "A public form answers a repeat as it answers a lead": [
      "system/intruder/parking: F94: answers who sends it the same, whether somebody sent it before or not",
    ],
    "A lead that comes as an id is fetched by dial-lead, not by accept-lead": [
      "lambda/steps/dial-lead/fetch-lead: is fetched with the source's token, and rung in the same breath",
      "lib/permissions: %s",
    ],
    "Team chosen at the dial, not at acceptance": [
      "lambda/steps/dial-lead/dial-lead: F34: holds the route, not one lead after another, when Callingly does not know the team",
      "system/simulation/scenarios/dial: the configuration names a team that does not exist, and is corrected",
    ],
    "A fault that is not the lead's own closes a gate for all; a harmless question (`GET /teams`) opens it": [
      "lambda/steps/dial-lead/gates-and-pace: F31: of fifty leads one finds out that the token is dead; all ring once when it is renewed",
      "lambda/steps/dial-lead/reopen-gates: F34: opens when Callingly knows the team again",
    ],
    "A lead that a rule holds names what holds it, and the due index shows that name": [
      "lambda/steps/dial-lead/dial-leads: F50: is neither read nor written at a tick while its gate is closed",
      "lambda/steps/dial-lead/dial-leads: F32: goes when the secret has a token",
      "lambda/steps/dial-lead/dial-leads: goes when the configuration lets it, and not before",
    ],
    "The name is the gate's own, not the reason, so nobody waits for another's pause": [
      "lambda/steps/dial-lead/dial-leads: goes when its own gate opens, while another's with the same reason stays closed",
    ],
    "A worker that put leads off for some seconds stays and meets them again, and whatever else falls due meanwhile": [
      "lambda/steps/dial-lead/keep-watch: F26: what was put off for seconds is met again when its time has come, and so is what others put off",
      "lambda/steps/dial-lead/keep-watch: meets the new leads that the stream holds up behind it",
    ],
    "The dialler asks Callingly about closed gates, not reconcile": [
      "lambda/steps/dial-lead/keep-watch: F52: stays for a gate that is asked about in a moment",
    ],
    "A 429 halves the pace, once for all calls that had left, and the line stands for a moment": [
      "lambda/lead/pace: halves once for all calls that had left before",
      "lambda/lead/pace: stands still as long as Callingly asks, for whoever is next",
      "system/simulation/scenarios/waiting: Callingly is busy for two seconds: nobody waits for the next minute, nor does anybody who comes later",
    ],
    "Where no pace is set one is found so, and left when it has come back": [
      "lambda/steps/dial-lead/pace-calls: F26: finds a pace where there is no limit once Callingly asks for a slower one, and is free again when that has come back",
    ],
    "After the second dial of unclear fate in a row the first question comes after seven seconds": [
      "lambda/lead/gates: are asked about after seconds, since most outages are over by then, and then as any other cause",
    ],
    "One dial of unclear fate is an accident, the second in a row rests the token": [
      "lambda/steps/dial-lead/gates-and-pace: F52: while Callingly fails, two leads lose their certainty and the others wait",
    ],
    "ten thousand leads of one do not starve the other": [
      "lambda/lead/pace: F51: does not keep an account's single lead waiting behind ten thousand of another",
      "lambda/steps/dial-lead/pace-calls: F37: accounts that share a token share its pace",
    ],
    "A notice about a lead without a call (refused, too old, no answer) is stored as a call item": [
      "lambda/steps/report-call/notices: F35/F52: reaches the CRM once, in plain words, and Callingly is not asked",
    ],
    "one that kills its worker does so six times, then a person looks": [
      "lambda/lead/decisions: is tried a few times, a minute apart, then a person looks at it",
      "lambda/steps/dial-lead/gates-and-pace: F41: a lead that brings its worker down is quarantined after a few tries; its neighbours are dialled",
    ],
    "no item blocks the others, whatever is wrong with it; once fixed, it goes on by itself": [
      "lambda/steps/work-due: F101: stands before nobody: the one behind it is handled in the same tick",
      "lambda/steps/work-due: F101: is left alone for longer each time, up to a limit, and never given up",
    ],
    "A webhook at Callingly is known by the token in its address, whatever else it says": [
      "lambda/steps/reconcile/register-webhooks: of two stages behind one address is one for each, and neither touches the other's",
    ],
    "Everything stored goes by the account's `id`, never by a name that people change": [
      "lambda/steps/dial-lead/take-phone: rings nobody again who was rung, or was forgotten, under its first name",
    ],
    "Source keys and callback tokens derived from one generated seed": [
      "lambda/runtime/secrets: differ from source to source and from callback to callback",
      "lambda/runtime/secrets: F95: keep working while the seed is being replaced",
    ],
    "A field that Callingly refuses and no call needs is left out, by a dial of its own": [
      "lambda/steps/dial-lead/refused-fields: proves that nothing rang: the person is called without it, once, and the lead says so",
    ],
    "The phone decides whose contact a lead is in a CRM, an e-mail address only where no phone speaks against it": [
      "lambda/connectors/hubspot: is not that of an e-mail address with another phone: anybody can type it, and who talked is somebody else",
    ],
    "A transcript is sent to the CRM and not kept": [
      "lambda/steps/report-call/report-call: keeps no transcript in the table: the CRM has it, and who needs it again reads the call",
    ],
    "Fields are guessed in the order of trust: mapping, declared type, words, shape": [
      "lambda/connectors/labelled-answers: are taken for what the vendor declares before what the question says",
      "lambda/lead/reader/shapes: is recognised by its shape only where the country is known and no name speaks",
    ],
    "An id found by its name alone is kept, but proves no repeat": [
      "lambda/connectors/html-form: is kept with the key it names; an `_id` that a page gives all its visitors makes nobody a repeat",
    ],
    "Stream records carry the item": [
      "lambda/functions/wake-handler: hands over the lead as it was written, so that nobody has to read it",
    ],
    "Only who may read the credentials can open it": [
      "lambda/runtime/seal: opens neither with another secret nor for another purpose",
      "lambda/steps/crm-tokens: F98: holds no secret that anybody could read, nor does the log",
    ],
    "New credentials of a person have an access item of their own": [
      "lambda/steps/crm-tokens: F79: take effect at once, and those of before are not needed any more",
      "lambda/steps/crm-tokens: F79: are not undone by a worker who has not heard of them yet",
    ],
    "the log takes the message, the item both: personal data never reaches the log": [
      "lambda/runtime/log: is told in our words, without those of others",
      "system/canary: F98: when %s",
    ],
    "Webhook registration reconciled, not deployed": [
      "lambda/steps/reconcile/register-webhooks: is registered by the first minute's tick that finds a token, though none had one before",
    ],
    "a mistake stops the deploy; the functions carry neither the schema nor its library": [
      "lib/synth/synthesise: is refused with the file and every path in it",
      "lib/synth/synthesise: carry the checked configuration and not what checks it",
    ],
    "a dial must be one request; the request is written only once the connection stands": [
      "lambda/runtime/http-client: a TLS handshake that never ends",
      "lambda/runtime/http-client: F25: a TLS handshake that the server does not understand",
    ],
    "A connection that was idle for three seconds is not used again": [
      "lambda/runtime/http-client: are not used again once they have been idle for as long as a server may bear",
    ],
    "The functions carry only the connectors that the configuration names": [
      "lib/synth/synthesise: carry the connectors that the configuration names, and no others",
    ],
    "Rights in the table are per action and key prefix": [
      "lib/permissions: %s",
      "lib/rights-in-use: is all that a step under test may do, whatever it makes of a refusal",
    ],
    "Commands list and count by the due index, and read only the items they show, the newest first": [
      "operator/leads/waiting: reads the leads that it shows, the newest, and no other",
    ],
    "What the index does not show (source, account) is looked for in the newest 2 000, and the command says what it left out":
      ["operator/leads/waiting: looks for a source in the newest two thousand, and says how many it did not look into"],
    "`npm run bridge` has a small space for new objects (`--max-semi-space-size=8`)": [
      "operator/leads/waiting: is looked through in a process with a small space for new objects",
    ],
    "The due index shows the state only of what is off its usual way": [
      "lambda/store/due-index: is not written when a lead is taken for its dial",
      "lambda/store/due-index: shows the state of what is off its usual way, and of nothing else",
      "lambda/steps/report-call/report-call: is written three times, and never has a place in the index",
    ],
    "A call's tie to its lead stands on the call": [
      "lambda/store/contract: F57: ties a call to one lead only, for ever",
      "lambda/steps/report-call/report-call: is written three times, and never has a place in the index",
    ],
    "A call's personal data is erased with its lead's": [
      "lambda/steps/reconcile/erase-personal-data: takes the person out of a lead's calls with the lead, however lately they were told",
      "lambda/lead/call/call: that its lead lists is erased with its lead, and has no place in the index",
    ],
    "The due index shows state, reason and times": [
      "lib/bridge-stack: finds what is due without copying leads",
      "lambda/store/contract: shows all that waits, due or not: which it is, for what, since when, and nothing of anybody",
    ],
    "Levels, not counts, raise alarms on what waits": [
      "lambda/steps/reconcile/measure-backlog: are nought where nothing waits, so that an alarm can end",
      "lib/alarms: hold what was known of levels while nobody looks, and tell when they end",
    ],
    "Limits count the hour a lead came in": [
      "lambda/steps/dial-lead/gates-and-pace: F92: is decided by the hour they came in, so that an outage makes no flood of them",
    ],
    "The places of an hour lie by name in shards of ninety": [
      "lambda/store/places: lie in items of less than a kilobyte, whatever the limit",
      "lambda/store/places: F92: are taken to the last and not beyond, by many workers at once, in %s",
      "lambda/store/places: cost a lead of a flood nothing once its worker has seen that all are taken",
    ],
    "dial-lead, report-call and reconcile have 512 MB, accept-lead and hear-call 1024": [
      "lib/bridge-stack: have more memory where somebody waits for their answer than where they wait themselves",
    ],
    "A lead that rang at once stays where it lies in the due index until its call is over": [
      "lambda/store/due-index: is written once when its call is placed at once, as it stays where it lay as it came",
      "lambda/store/contract: is a lead whose call was placed at once for reconcile, ten minutes later, and for no dialler",
    ],
    "report-call has 256 MB": ["lib/bridge-stack: have least where they wait and nobody waits for them"],
    "AWS is asked over connections of our own": [
      "lambda/runtime/http-client: are kept for the next request",
      "lambda/runtime/http-answer: %s, wherever it was cut on its way",
    ],
    "X-Ray traces nothing unless the stage says `tracing: true`": [
      "lib/alarms: a function's runs are traced only where the stage says so, as that costs more than the runs",
    ],
    "The form that people paste loads `/form.js`, by the name that stays, with the first letter typed": [
      "operator/sources: is loaded once, by the name that stays, when somebody begins to type",
      "lambda/steps/accept-lead/serve-form-script: is given under the name of every other version as well, so that no page breaks by a release",
    ],
    "A lead takes its place before its first effect outside, whatever that is: a ring, a notice, a merge": [
      "system/intruder/junk: F92: %s write into a CRM %s no more often than so many may be called",
      "system/intruder/junk: F92: from many places, and gone stale together, are told to a CRM up to the source's limit",
    ],
    "A notice makes no CRM record, and a stranger's is written only onto one that came with the lead": [
      "lambda/steps/report-call/notices: makes no record: who was not called is not entered into a CRM",
      "lambda/steps/report-call/notices: is looked for by nothing that a stranger typed",
    ],
    "A number abroad, or one that costs extra, is held": [
      "lambda/steps/dial-lead/dial-lead: F91: is held with the reason, and keeps no other lead from being rung",
    ],
    "a listed call is evidence only if every zone that may hold puts it after the dial; one that only some zones do is a doubt, for a person, and `redial` is not obeyed":
      [
        "lambda/steps/reconcile/reconcile: F56: ties %s to no lead, and calls nobody again: a person decides",
        "lambda/steps/reconcile/reconcile: F56: does not obey `redial` for an empty list either",
      ],
    "A hint from outside is worth a few looks": [
      "system/intruder/hints: F67: about one call of ours, again and again with other words, is looked into a few times and then later",
    ],
    "Retention is stamped on the lead when it comes": [
      "lambda/lead/privacy/retention: is due to lose its personal data when the payload's days are over, and itself when the ledger's are",
    ],
    "Forgetting scans, functions may not": ["lib/permissions: %s"],
    "Leads dialled side by side share the look for who is suppressed": [
      "lambda/runtime/shared-read: who asks while a read is under way gets an answer that began afterwards",
    ],
    "a key counts as soon as it is set; every five seconds at most, so that guessing costs nothing": [
      "system/intruder/keys: F95: counts as soon as it is set, also where the old ones are in memory",
      "lambda/runtime/secrets: is read past the cache for a sender that shows an unknown key, but only every few seconds",
    ],
    "The firewall before the door sends a secret of its own, announced first and required later": [
      "lambda/steps/check-origin: everybody is let in, and the answer says how they came",
      "lambda/steps/check-origin: F95: the one of today and the one that is being replaced let in, and the answer says which it was",
    ],
    "Where nothing else has shown that a lead rang, only a first try that began after its dial does; a ref does not": [
      "lambda/steps/report-call/whose-call: is nobody's by its phone alone where it began half a minute before",
      "lambda/steps/report-call/whose-call: brings a person where no look-up has found another, and waits for what the person says",
    ],
    "it costs the function 3 kB of text": [
      "lambda/steps/accept-lead/serve-form-script: weighs less than %s KiB, captchas %s, makes no code out of text, and is the same each time",
    ],
    "the same bytes locally and deployed": [
      "lib/synth/synthesise: are the same bytes for the same input, so that a deployment touches only what changed",
    ],
  },
  "docs/command-line.md": {
    "with `--yes` a source is as the others of its account are, and where they differ it says what to name": [
      "operator/edit-config/add-command: adds a source that is as the others are, shows the lines, and says what is next",
      "operator/edit-config/add-command: wants to be told the team, the CRMs and the group where the other sources differ",
    ],
    "You see the lines first and say yes; `--dry` shows them and writes nothing.": [
      "operator/edit-config/add-command: asks what was not said, shows what would change, and asks before it writes",
      "operator/edit-config/add-command: writes nothing when the answer is no, nor when it is only tried",
    ],
    "The rest of the file stays as you wrote it, comments included, and the new entry takes on its way of writing.": [
      "operator/edit-config/add-entry: whoever wrote the file, and however: it says one entry more, and no letter of it has changed",
      "operator/edit-config/add-entry: goes %s",
    ],
    "with a mistake it stays as it was": [
      "operator/edit-config/add-command: refuses one that would get another's calls, as the configuration is checked before it is written",
    ],
    "nothing is written: it says why, and prints the lines for you to put there": [
      "operator/edit-config/add-entry: is refused where the file is not a literal: %s",
      "operator/edit-config/add-command: that is put together elsewhere is left alone, and what to put there is printed",
    ],
  },
  "SECURITY.md": {
    "Only the environment (`CRM_BASE_URLS`, `PLATFORM_BASE_URLS`, `CALLINGLY_BASE_URL`) may name an address inside a network":
      [
        "system/intruder/outward: F89: is reached only where the operator's environment names just that origin",
        "system/intruder/outward: F89: stops the deploy when the configuration names it",
      ],
    "It can add leads and read nothing": [
      "system/intruder/keys: F94: that stands in a page reads nothing and changes nothing but to add a lead",
    ],
    "it is answered the same whether a lead is new or known": [
      "system/intruder/parking: F94: answers who sends it the same, whether somebody sent it before or not",
    ],
    "what it left under somebody's phone and e-mail address gives way to the person": [
      "system/intruder/parking: F92: and that came with very many gives way to the person, who is rung at once",
    ],
    "never an address to connect to, never a part of a header, a log line or a page": [
      "lambda/connectors/webhook: F89: refuse %j, and no address ever comes from a lead or a webhook",
      "system/intruder/outward: cannot smuggle a header into a request",
      "system/intruder/pages: F87/F98: never holds a header, a name, a path or a body of a request",
      "system/intruder/pages: never repeats the request, whatever is wrong with it, and nobody may keep or guess it",
    ],
    "A hint makes the bridge look, and no more than so often.": [
      "system/intruder/hints: F67: that claims a result makes us look, and neither the lead nor the CRM believes a word",
      "system/intruder/hints: F67: day and night makes us ask no more often than six hundred times in ten minutes",
    ],
    "They go onto the item, scrubbed, and never into the log.": [
      "lambda/runtime/log: is told with the words of the vendor that refused",
      "lambda/runtime/log: is told in our words, without those of others",
      "lambda/runtime/scrub: lose %s",
    ],
    "The IP address behind a CRM's name is checked at each connection.": [
      "system/intruder/outward: F89: is judged anew at every connection, so that a name which changes its mind gains nothing",
    ],
    "It is asked at the `https` address of its settings and nowhere else: no redirect is followed, and its answers name no other address.":
      ["lambda/connectors/hosted-address: F89: $title is asked at its own address alone, whatever it answers"],
    "One that leads into a network stops the deploy, and where its name leads there later, nothing is sent.": [
      "lambda/connectors/hosted-address: F89: $title takes no address that leads inside, and none in the clear",
      "lambda/connectors/hosted-address: F89: is judged once more at each connection, as a public name may lead inside",
    ],
    "never rung, even if an operator releases the lead": [
      "lambda/lead/rules/number: a number that costs extra",
      "lambda/steps/dial-lead/dial-lead: F91: is not rung by a correction either, when a person releases the lead with it",
    ],
    "numbers of other countries": [
      "lambda/lead/rules/number: F91: in %s is not rung by a source in the United States, although it may look like home",
      "lambda/lead/rules/number: F91: waits for the configuration or for a person, who may have it rung",
    ],
    "numbers, or how they begin, that are never rung": [
      "lambda/lead/rules/number: F91: a number of one's own people is never rung, nor is one that begins as the configuration says",
    ],
    "10 may have an effect outside (a ring, a report to a CRM, a merge with a lead that rings), the others wait for a person":
      [
        "system/intruder/bodies: F92: of one visitor for ever other phones stop at ten in the hour",
        "system/intruder/junk: F92: %s write into a CRM %s no more often than so many may be called",
        "lambda/config/schema: limits what anybody can send, through a form of one's own or through a vendor's, and nothing else",
      ],
    "| leads of one public form, form builder, site builder or booking page, within an hour | 500, as above |": [
      "system/intruder/bodies: F92: from everywhere stop at five hundred in the hour",
      "system/intruder/junk: F92: through a vendor's form stop at its limit as well, and touch no record unless somebody was called",
    ],
    "ends by itself after 14 days": [
      "lambda/config/schema: has the leads of strangers end by themselves when nobody releases them, and nobody else's",
      "system/intruder/junk: F92: %s wait for a person no longer than two weeks, and are stripped",
    ],
    "| a lead of any of these that was not called | makes and touches no record in a CRM |": [
      "system/intruder/junk: F92: make no record in a CRM, and touch none, unless somebody was called",
    ],
    "is reported on its record, and makes none": [
      "lambda/steps/report-call/notices: makes no record: who was not called is not entered into a CRM",
      "lambda/connectors/hubspot: is looked up and not made where nobody was called",
    ],
    "| one phone that strangers name, over all accounts, sources and merge groups | rung for three merge groups in a day;":
      ["system/intruder/number: F92: is rung for three of them in a day, over all accounts, and the others are held"],
    "| leads of other sources, within an hour | no limit |": [
      "lambda/config/schema: limits what anybody can send, through a form of one's own or through a vendor's, and nothing else",
      "lambda/steps/dial-lead/gates-and-pace: are no matter for a sender that keeps its key to itself, unless the configuration says so",
    ],
    "one ring per merge group of an account (`group` of a source) in `policies.phoneWindowHours`, never two at the same moment":
      [
        "lambda/steps/dial-lead/phone-rings: rings a phone once in a group and its window, and never twice at a moment, whatever happens and is decided",
        "lambda/steps/dial-lead/take-phone: is rung once by each, however many leads of a business there are",
        "lambda/steps/dial-lead/take-phone: is never rung by both at the same moment, though both leads come at the same moment",
        "lambda/steps/dial-lead/several-doors: may be rung again after the window",
      ],
    "for each running function and account 300 at once, then 20 a second; in ten minutes 20 are looked into for a lead, and 600 for calls that are no lead's":
      [
        "lambda/steps/hear-call/hear-call: takes 300 hints of an account at once and 20 a second from then on, whatever another account gets",
        "system/intruder/hints: F67: about one call of ours, again and again with other words, is looked into a few times and then later",
        "system/intruder/hints: F67: day and night makes us ask no more often than six hundred times in ten minutes",
      ],
    "kept as a fingerprint that is another one every hour, made with a key that no page shows": [
      "lambda/lead/privacy/visitor: is the same within an hour, and another in the next",
      "system/intruder/bodies: F98: leave a fingerprint that nobody can make again who has the page and its key",
    ],
    "of IPv6 a /64": ["system/intruder/bodies: F92: of one household of IPv6 are those of one visitor"],
    "All else answers its own pages and the bridge.": [
      "stand-ins/own-pages: gives a page from elsewhere no answer but a refusal",
    ],
    "The table and the secrets want a session token besides, made at each start and left in a file that only you can read":
      [
        "stand-ins/own-pages: keeps the table and the secrets for programs that have the token, which only the owner can read",
      ],
    "in a network of its own that nothing else reaches": [
      "stand-ins/own-pages: is one of the stand-in, the demo page, the secrets and the table's gate; the engine itself is in no network",
    ],
    ...theConsole,
    "An unknown source is answered 404, a wrong key 401.": [
      "lambda/steps/accept-lead/accept-lead: for %s",
      "system/intruder/names: that is %j names no source, whatever key comes with it",
    ],
    "one that vanishes stops the deployment": [
      "lib/gone-accounts: may not vanish from the configuration; the way out of a rename and of a farewell is named",
    ],
    "A page without `Origin`, or with `null`, may post a form.": [
      "lambda/connectors/html-form: must be one of those named, where the browser tells",
    ],
    "`allowedOrigins` keeps other pages' scripts from reading answers": [
      "system/intruder/pages: is read by scripts of no page but those that are named, nor by one that hides where it comes from",
    ],
    "A function that is taken over reaches what its step needs": [
      "lib/permissions: %s",
      "lib/rights-in-use: is what it does, or the little that is seldom needed: %s",
    ],
    "a sender that bypasses it is answered 403 before anything is read": [
      "system/intruder/keys: F97: is refused, whatever else is right about the request, and counted",
      "lambda/steps/check-origin: nobody is let in while the word cannot be read, and senders are asked to come again",
    ],
    "**Text that a spreadsheet would take for a formula is kept as it came.**": [
      "lambda/lead/accept: keeps what a spreadsheet would take for a formula as it came",
    ],
    "a revoked key (dead within a minute, no gap while two are valid)": [
      "system/intruder/keys: F95: is followed by the next one without a gap, and dead a minute after it was taken away",
    ],
    "Each such request is a line in the log (`no such source`, without the name, which the sender chose)": [
      "system/intruder/keys: F97: opens a source, and the same is said of one that does not exist and of one that was taken away",
    ],
    "a signed request, replayed within the window (counts once) and after it (refused), or changed": [
      "system/intruder/keys: F96: that is replayed within the window counts once, and the same answer is given",
      "system/intruder/keys: F96: that is replayed after the window, or was signed ahead of time, is refused",
      "system/intruder/keys: F96: cannot be turned into another by a changed byte, address, method or time",
    ],
  },
  "docs/privacy.md": privacy,
  "docs/suppression.md": suppression,
  "docs/operating.md": operating,
  "docs/construct.md": construct,
  "docs/upgrade.md": upgrade,
  "docs/who-may-be-rung.md": whoMayBeRung,
  "docs/restore.md": restore,
  "docs/reading.md": {
    "A mapping in `bridge.config.ts` names the place of a field, and nothing is guessed there.": [
      "lambda/lead/reader/fields: is believed: what it names is neither guessed nor repeated",
    ],
    "a phone only where no name speaks against it, and where it is the only one": [
      "lambda/lead/reader/shapes: is recognised by its shape only where the country is known and no name speaks",
      "lambda/lead/reader/reading: rings none of two numbers that nothing tells apart",
    ],
    "three short fields of digits in a row are one number": [
      "lambda/lead/reader/reading: joins three short fields of digits",
    ],
    "Fields that are not used are kept with the lead, under the words of its question.": [
      "lambda/connectors/labelled-answers: all become a field or extra, whatever they are called",
    ],
    "Name, phone and e-mail address come from one person.": [
      "lambda/lead/reader/variations: the number of the person is the person’s",
      "lambda/lead/reader/reading: takes no name of one role for the phone of another",
    ],
    "A seller, a landlord or a parent is the lead where the form names nobody else.": [
      "lambda/lead/reader/reading: takes a seller, landlord or parent for the lead where nobody else is named",
    ],
    'Of a list of people it is the first that is not said to be somebody else (`role: "agent"`).': [
      "lambda/lead/reader/reading: takes the first of a list of people",
      "lambda/lead/reader/reading: passes over whoever of a list is said to be somebody else",
    ],
    "Nobody is rung either who says no: by a flag (`do_not_call`), by the answer to `May we call you?`, or in a remark":
      ["lambda/lead/reader/field-reports: rings nobody but whom it is about"],
    "## What is never rung": [
      "lambda/lead/reader/variations: nobody else’s number is the person’s who gave none",
      "lambda/lead/reader/field-reports: rings nobody but whom it is about",
    ],
    "are split at the first blank, and at the comma where the last name comes first": [
      "lambda/lead/reader/reading: splits names, and leaves out titles and what programs leave behind",
    ],
    "Without being asked the last name stands first where the name itself says so beyond doubt": [
      "lambda/lead/reader/reading: finds the last name that stands first by its script, by a Vietnamese family name or in capitals",
    ],
    "A question that asks for the last name first (`Last and first name`, `ФИО`, `Họ và tên`) is believed.": [
      "lambda/lead/reader/shapes: begins with the last where the question asks for it first, but not where the father's stands in the middle",
    ],
    "`bridge preview` shows for each field where it was found, what spoke for it, and what would have been taken else":
      ["operator/preview: shows what else spoke for a field, and what would have been taken else"],
  },
  "docs/preview.md": preview,
  "docs/deploying.md": deploying,
  "docs/sources/README.md": allSources,
  "docs/sources/ad-platforms.md": adPlatforms,
  "docs/sources/automation-services.md": automationServices,
  "docs/sources/close.md": close,
  "docs/sources/form-builders.md": formBuilders,
  "docs/sources/html-and-json.md": htmlAndJson,
  "docs/sources/hubspot.md": hubspot,
  "docs/sources/landing-pages.md": landingPages,
  "docs/sources/salesforce.md": salesforce,
  "docs/sources/scheduling.md": scheduling,
  "docs/sources/wordpress-forms.md": wordpressForms,
  "RUNBOOK.md": {
    'The bridge never rings a phone again only because time has passed, unless you set `whenUnproven: "redial"`.': [
      "lambda/lead/states: F16/F46: keeps every promise of the state machine",
      "lambda/steps/dial-lead/dial-lead: F20/F27: never dials again by itself when it may have rung",
    ],
    "Logs hold no names, numbers or addresses": ["system/canary: F98: when %s"],
    "`error` is in our words.": ["lambda/runtime/log: is told in our words, without those of others"],
    "Within two minutes the bridge sees the new token, asks Callingly something harmless and lets the waiting leads ring":
      [
        "lambda/steps/dial-lead/reopen-gates: F31: is asked about at once when the secret holds another token, read past the cache",
      ],
    "the next question (every quarter of an hour at the latest) opens the gate": [
      "lambda/lead/gates: is asked about after a minute, and ever more rarely",
    ],
    "Callingly for the call after 20 seconds, 1, 3, 10 and 30 minutes": [
      "lambda/lead/states: is looked for at 20 s, 1, 3, 10 and 30 minutes after the dial",
    ],
    "The functions broke down over the same lead six times. It is held": [
      "lambda/lead/decisions: is tried a few times, a minute apart, then a person looks at it",
    ],
    "Results that wait for a token are tried every five minutes.": [
      "lambda/steps/report-call/not-through: asks again within minutes after Callingly refused the token, as long as that lasts",
    ],
    "Callingly has not shown the call for an hour.": [
      "lambda/steps/report-call/not-through: asks again within minutes for a call that Callingly does not show yet, and only gives up after an hour",
    ],
    "Every night the bridge compares its calls with Callingly's list.": [
      "lambda/steps/reconcile/find-missing-calls: F72: finds the calls of our leads that nobody told us of, and has each told as its webhook would have",
    ],
    "what is too old by then is held and not rung": [
      "system/simulation/scenarios/dial: the tick and the stream are off for a day: stale leads are held, not rung, and the CRM is told",
    ],
    "**Now** (leads or senders are kept waiting while you read) or **Today** (nothing gets worse overnight)": [
      "lib/alarms: says as the alarm does how soon it has to be looked at",
    ],
    "A lead that should ring has waited for a quarter of an hour. Leads that somebody paused are not meant, nor those that wait for a person.":
      [
        "lib/alarms: %s rings when it should",
        "lambda/steps/reconcile/measure-backlog: tell of a lead that a closed gate holds, and not of how long it waits while somebody paused",
      ],
    "It ends by itself when no lead waits that long any more.": [
      "lambda/steps/reconcile/measure-backlog: are nought where nothing waits, so that an alarm can end",
      "lib/alarms: hold what was known of levels while nobody looks, and tell when they end",
    ],
    "for an hour there has been at least one of which nobody knows whether it rang": [
      "lib/alarms: %s rings when it should",
    ],
    "A result has been on its way for an hour": [
      "lib/alarms: %s rings when it should",
      "lambda/steps/reconcile/measure-backlog: tell how long the oldest result has been on its way, and which wait to be mended",
    ],
    "Three requests or more in five minutes were answered with 5xx.": ["lib/alarms: %s rings when it should"],
    "Five requests or more within an hour came to one of our sources and did not prove which sender they came from.": [
      "lib/alarms: %s rings when it should",
    ],
    "again and again for half an hour": ["lib/alarms: %s rings when it should"],
    "There were errors in the log in three of six spells of five minutes.": ["lib/alarms: %s rings when it should"],
    "`throttled-accept-lead` and `throttled-hear-call` mean that senders were answered 5xx, and ring with the first.": [
      "lib/alarms: %s rings when it should",
    ],
    "Reconcile has not run for ten minutes, though it is due every minute.": [
      "lib/alarms: ring when reconcile has not run for ten minutes, also when nothing at all is known of it",
    ],
    "What failed is tried again by itself, at growing gaps of up to a day, and holds up nothing else": [
      "lambda/steps/work-due: F101: is left alone for longer each time, up to a limit, and never given up",
    ],
    "When a token or a CRM's credentials are set, those that wait for it are tried at once.": [
      "operator/secrets: set %s: has the results that waited for it (%s) tried again at once",
      "lambda/steps/report-call/not-through: F79: is told at once when the CRM refuses credentials that a person has replaced meanwhile",
    ],
    "otherwise they are tried once a day": [
      "lambda/steps/report-call/not-through: is tried once a day while nobody mends what the CRM refuses",
    ],
  },
};

/** Sections of which every paragraph, bullet and row holds a promise that is listed, or is named here as none. */
export const whole: readonly { readonly page: string; readonly section: string; readonly notes?: readonly string[] }[] =
  [
    { page: "SECURITY.md", section: "What the bridge does on its own" },
    { page: "SECURITY.md", section: "The console" },
    { page: "docs/states.md", section: "A lead" },
    { page: "docs/states.md", section: "A call" },
    { page: "docs/operating.md", section: "See what waits", notes: ["By reason, with what to do about each:"] },
    ...[
      "Review leads of which nobody knows whether they rang",
      "Pause and resume calls",
      "Replay after a fix",
      "Results that wait",
      "A person asks to be forgotten, or what is kept of them",
      "When a form does nothing",
    ].map((section) => ({ page: "docs/operating.md", section })),
    {
      page: "docs/privacy.md",
      section: "Forgetting a person",
      notes: ["`bridge leads forget`, by a lead's id, a phone number or an e-mail address"],
    },
    ...["Telling a person what is kept", "What never leaves", "What it costs"].map((section) => ({
      page: "docs/privacy.md",
      section,
    })),
    ...["Rename or remove an account, a source", "Several businesses behind one account"].map((section) => ({
      page: "docs/upgrade.md",
      section,
    })),
    { page: "docs/preview.md", section: "Signatures" },
    { page: "docs/sources/README.md", section: "How many are called" },
    ...["Google Ads · `google-ads`", "When a platform does not answer", "TikTok · `tiktok-lead-gen`"].map(
      (section) => ({
        page: "docs/sources/ad-platforms.md",
        section,
      }),
    ),
    { page: "docs/sources/html-and-json.md", section: "A form on a web page · `html-form`" },
    // The notes are how it is built, with nothing that could be kept or broken.
    {
      page: "docs/decisions.md",
      section: "2026-11-29",
      notes: [
        "Each step with its parts in a folder",
        "The stand-ins for Callingly and the CRMs (`stand-ins/`) are apart",
      ],
    },
    {
      page: "docs/decisions.md",
      section: "2026-11-23",
      notes: [
        "The command line works on the table with the functions' own rules",
        "npm scripts run on the Node that the functions have in AWS",
        "The log is Powertools', EMF lines are our own",
      ],
    },
    { page: "docs/decisions.md", section: "2026-11-22", notes: ["`zod/mini` in the functions"] },
  ];
