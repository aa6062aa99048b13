/**
 * What the pages promise, as they say it, and the tests that fail when it is no longer so. `promises.test.ts` looks
 * whether each sentence still stands on its page and each test in its file.
 *
 * Whoever changes a sentence changes it here too, and looks whether its tests still hold what it says.
 */

/** By page: a sentence, or a part of one, and its tests as `file: title` without `test/` and `.test.ts`. */
export const promises: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "README.md": {
    "Every accepted lead rings exactly once or visibly waits for a stated reason, and every result reaches the CRM once in effect.":
      [
        "simulation/simulation: F01/F18/F19/F61/F64 whichever I/O a function dies at, with one worker or two and the webhook early, late or lost",
        "simulation/simulation: F98 in 300 worlds drawn by lot, with all faults mixed",
        "path-of-a-lead: leads from the form to a ring and from the call to the CRM, each once",
      ],
    "Answering 200 means the lead is stored.": [
      "accept-lead: stores it with one write and answers 200 with its id",
      "accept-lead: F07: asks to send it again when it could not be stored",
    ],
    "A dial of unclear fate is not repeated because time has passed: the bridge looks for the call, and asks a person when there is none":
      [
        "dial-lead: F20/F27: never dials again by itself when it may have rung",
        "reconcile: F20/F22/F60: goes to a person after the settle time and three empty look-ups, and never rings again by itself",
      ],
    'unless you told it to call once more then (`whenUnproven: "redial"`)': [
      "reconcile: calls once more after the settle time and three empty look-ups, never twice",
    ],
    "lists what goes wrong and which test proves what holds": [
      "faults/faults: has every row named by a test",
      "faults/faults: is shown in docs/faults.md as it is; npm run docs:faults writes it",
    ],
    "known mistakes put into the bridge: each must be caught": ["simulation/mutants: catches a bridge with %s"],
    "it offers your teams by name": ["bin/init: asks what was not said, and offers the teams by name"],
    "`secrets set` asks for the value and tries it before it writes it.": [
      "bin/secrets: tries a Callingly token before it writes it, and says what it opens",
      "bin/secrets: tries a CRM's credentials before it writes them, and says what came of it",
    ],
    "`doctor` says what is missing and what to do about it.": [
      "bin/doctor: says that there is no key",
      "bin/doctor: says which credentials a CRM and a platform lack, and whose requests are not checked",
      "docs/commands: is taken: $line ($page)",
    ],
    "The last command rings the phone that you name": [
      "bin/send: says whom a deployed bridge would ring, and sends nothing without a yes",
    ],
    "keeps leads, calls and keys between runs": [
      "local/killed: F01/F18/F19: rings nobody twice and loses nobody when it is killed under load again and again",
      "local/callingly/journal: goes on with calls and redials where it stopped, and rings nobody twice for it",
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
    "Ctrl-C ends it with everything that it started, and so does a signal that ends it or the npm that started it.": [
      "docs/walk-through: stops everything at Ctrl-C, as it says",
      "local/start: stops everything on SIGTERM",
      "local/ending: npm start ends with npm, by SIGTERM, and its engine with it",
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
        "connectors/labelled-answers: are taken for what the vendor declares before what the question says",
        "lead/fields: takes %s for the phone",
        "lead/reader/lead-sources: have their phone read in 95 %, and never another",
      ],
    "keeps the lead and sends it again when the network or the bridge fails": [
      "browser/form: F10: a throttled form keeps its lead, says so, and sends it again under the same key",
      "browser/form: F10: a lead outlives its page and is sent by the next one, which stays where it is",
    ],
    "a visitor gets a page or your redirect, a script gets JSON; a wrong field is named (422)": [
      "connectors/html-form: is sent to the configured page, or where the form wants if that is allowed",
      "connectors/html-form: gets problems as JSON by field",
      "accept-lead: tells a form's visitor what to mend, per field, and stores nothing",
    ],
    "An `Idempotency-Key` header makes a request count once": [
      "accept-lead: F05: answers 409 when a caller uses one Idempotency-Key for two leads",
      "lead/accept: when they carry the same id, whatever else they say and whenever they come",
    ],
    "signed where they sign": [
      "connectors/lead-sources: $title is refused without its signature, or with another",
      "connectors/lead-sources: $title is refused when a byte of the body is another",
    ],
    "what comes as an id is fetched": [
      "complete-lead: is fetched with the source's token, and rung in the same breath",
    ],
    "a repeat says `duplicate` with the same id (a web form's script is not told so)": [
      "accept-lead: F01/F03/F15: stores it once, however often its sender repeats it, and always answers the same id",
      "intruder/parking: F94: answers who sends it the same, whether somebody sent it before or not",
    ],
    "a mistake stops the start and the deploy with the path and the remedy": [
      "lib/synthesise: is refused with the file and every path in it",
      "local/start-refused: names what is wrong with a configuration",
    ],
    "others are held for a person": [
      "lead/number-rules: F91: waits for the configuration or for a person, who may have it rung",
      "dial-lead: F92: of one visitor of a public form are called up to ten within the hour; a person looks at the others",
    ],
    "what nobody releases of a form's junk ends by itself": [
      "lead/given-up: ends by itself after its days, with a reason of its own: %s",
    ],
    "personal data goes after payloadDays, the rest later": [
      "lead/retention: is due to lose its personal data when the payload's days are over, and itself when the ledger's are",
    ],
    "`bridge doctor` tells, with the way to ask AWS for more": [
      "bin/doctor: says that few functions may run at a time, that nobody hears of alarms, and that a name leads elsewhere",
    ],
    "Webhooks at Callingly register themselves within two minutes.": [
      "register-webhooks: is registered by the first minute's tick that finds a token, though none had one before",
    ],
    "each with its section of": [
      "lib/alarms: has a section for every alarm, and an alarm for every section that is not general",
    ],
    "the dashboard has the stack's name": ["lib/alarms: has the stack's name"],
    "the bridge renews the access and changes nothing here": [
      "renew-access: F79: is renewed once by two workers who find it expired at once",
      "lib/permissions: %s",
    ],
    "its results wait as `crm-access-refused`": [
      "report-call: F79: waits for a person when the CRM refuses our access, and says what to do",
    ],
    "it has what waits for them tried again within two minutes": [
      "bin/secrets: set %s: has the results that waited for it (%s) tried again at once",
    ],
    "stops its calls within seconds; leads wait.": [
      "bin/operate: %s closes the gate that the dialler asks, and keeps who, when and why",
      "bin/operate: comes back when no dial goes by what it knew before any more",
    ],
    "calls that nobody can prove, with the evidence: you decide": [
      "bin/operate: shows what was sent, what Callingly shows, why each call fits or not, and what each decision would do",
    ],
    "what waited for a fix is tried again": [
      "bin/operate: asks Callingly first, and then has what waited tried in due order",
    ],
    "takes a person out, here and at Callingly": [
      "bin/person: says what is found, asks, and leaves nothing of the person",
      "forget-person: F55: leaves outcome and ids in calls, is deleted at Callingly, and the right to ring goes",
    ],
    "Every command that works on a bridge takes `--stage`, `--local` and `--json`": [
      "bin/program: has commands that all take a stage, this machine's bridge, and JSON, but those that need no bridge",
    ],
    "whatever may ring a person says whom and asks": [
      "bin/leads: says whom it rings and asks, before a held lead is released",
      "bin/operate: says whom it rings and asks; then the dialler is woken for them",
      "bin/callingly: says whom a call rings and asks, before it rings once",
      "bin/send: says whom a deployed bridge would ring, and sends nothing without a yes",
      "bin/doctor: rings the operator's own phone only after a yes, once, and is half of what the clock is learned from",
    ],
  },
  "SECURITY.md": {
    "Only the environment (`CRM_BASE_URLS`, `PLATFORM_BASE_URLS`, `CALLINGLY_BASE_URL`) may name an address inside a network":
      [
        "intruder/outward: F89: is reached only where the environment of whoever runs the bridge names just that origin",
        "intruder/outward: F89: stops the deploy when the configuration names it",
      ],
    "It can add leads and read nothing": [
      "intruder/keys: F94: that stands in a page reads nothing and changes nothing but to add a lead",
    ],
    "it is answered the same whether a lead is new or known": [
      "intruder/parking: F94: answers who sends it the same, whether somebody sent it before or not",
    ],
    "what it left under somebody's phone and e-mail address gives way to the person": [
      "intruder/parking: F92: and that came with very many gives way to the person, who is rung at once",
    ],
    "never an address to connect to, never a part of a header, a log line or a page": [
      "connectors/webhook: F89: refuse %j, and no address ever comes from a lead or a webhook",
      "intruder/outward: cannot smuggle a header into a request",
      "intruder/pages: F87/F98: never holds a header, a name, a path or a body of a request",
      "intruder/pages: never repeats the request, whatever is wrong with it, and nobody may keep or guess it",
    ],
    "A hint makes the bridge look, and no more than so often.": [
      "intruder/hints: F67: that claims a result makes us look, and neither the lead nor the CRM believes a word",
      "intruder/hints: F67: day and night makes us ask no more often than six hundred times in ten minutes",
    ],
    "They go onto the item, scrubbed, and never into the log.": [
      "runtime/log: is told with the words of whoever refused",
      "runtime/log: is told in our words, without those of others",
      "runtime/scrub: lose %s",
    ],
    "What a CRM's address leads to is judged when it is connected to.": [
      "intruder/outward: F89: is judged anew at every connection, so that a name which changes its mind gains nothing",
    ],
    "never rung, whoever releases the lead": [
      "lead/number-rules: a number that costs extra",
      "dial-lead: F91: is not rung by a correction either, when a person releases the lead with it",
    ],
    "numbers of other countries": [
      "lead/number-rules: F91: in %s is not rung by a source in the United States, although it may look like home",
      "lead/number-rules: F91: waits for the configuration or for a person, who may have it rung",
    ],
    "numbers, or how they begin, that are never rung": [
      "lead/number-rules: F91: a number of one's own people is never rung, nor is one that begins as the configuration says",
    ],
    "10 may have an effect outside (a ring, a word to a CRM, a merge with a lead that rings), the others wait for a person":
      [
        "intruder/bodies: F92: of one visitor for ever other phones stop at ten in the hour",
        "intruder/junk: F92: %s write into a CRM %s no more often than so many may be called",
        "config/schema: limits what anybody can send, through a form of one's own or through a vendor's, and nothing else",
      ],
    "| leads of one public form, form builder, site builder or booking page, within an hour | 500, as above |": [
      "intruder/bodies: F92: from everywhere stop at five hundred in the hour",
      "intruder/junk: F92: through a vendor's form stop at its limit as well, and touch no record unless somebody was called",
    ],
    "ends by itself after 14 days": [
      "config/schema: has the leads of strangers end by themselves when nobody releases them, and nobody else's",
      "intruder/junk: F92: %s wait for a person no longer than two weeks, and are stripped",
    ],
    "| a lead of any of these that was not called | makes and touches no record in a CRM |": [
      "intruder/junk: F92: make no record in a CRM, and touch none, unless somebody was called",
    ],
    "is told on its record, and makes none": [
      "report-call: makes no record: who was not called is not entered into a CRM",
      "connectors/hubspot: is looked up and not made where nobody was called",
    ],
    "| leads of other sources, within an hour | no limit |": [
      "config/schema: limits what anybody can send, through a form of one's own or through a vendor's, and nothing else",
      "dial-lead: are no matter for a sender that keeps its key to itself, unless the configuration says so",
    ],
    "one ring per merge group of an account (`group` of a source) in `policies.phoneWindowHours`, never two at the same moment":
      [
        "take-phone: is rung once by each, however many leads of a business there are",
        "take-phone: is never rung by both at the same moment, though both leads come at the same moment",
        "dial-lead: may be rung again after the window",
      ],
    "for each running function and account 300 at once, then 20 a second; in ten minutes 20 are looked into for a lead, and 600 for calls that are no lead's":
      [
        "hear-call: takes 300 hints of an account at once and 20 a second from then on, whatever another account gets",
        "intruder/hints: F67: about one call of ours, again and again with other words, is looked into a few times and then later",
        "intruder/hints: F67: day and night makes us ask no more often than six hundred times in ten minutes",
      ],
    "kept as a fingerprint that is another one every hour, made with a key that no page shows": [
      "lead/visitor: is the same within an hour, and another in the next",
      "intruder/bodies: F98: leave a fingerprint that nobody can make again who has the page and its key",
    ],
    "of IPv6 a /64": ["intruder/bodies: F92: of one household of IPv6 are those of one visitor"],
    "All else answers its own pages and the bridge.": [
      "local/own-pages: gives a page from elsewhere no answer but a refusal",
    ],
    "The table and the secrets want a session token besides, made at each start and left in a file that only you can read":
      ["local/own-pages: keeps the table and the secrets for whoever has the token, of which only the owner can read"],
    "in a network of its own that nothing else reaches": [
      "local/own-pages: is one of the stand-in, the demo page, the secrets and the table's gate; the engine itself is in no network",
    ],
    "An unknown source is answered 404, a wrong key 401.": [
      "accept-lead: for %s",
      "intruder/names: that is %j names no source, whatever key comes with it",
    ],
    "one that vanishes stops the deployment": [
      "lib/gone-accounts: may not vanish from the configuration; the way out of a rename and of a farewell is named",
    ],
    "A page without `Origin`, or with `null`, may post a form.": [
      "connectors/html-form: must be one of those named, where the browser tells",
    ],
    "`allowedOrigins` keeps other pages' scripts from reading answers": [
      "intruder/pages: is read by scripts of no page but those that are named, nor by one that hides where it comes from",
    ],
    "A function that is taken over reaches what its step needs": [
      "lib/permissions: %s",
      "lib/rights-in-use: is what it does, or the little that is seldom needed: %s",
    ],
    "whoever goes around it is answered 403 before anything is read": [
      "intruder/keys: F97: is refused, whatever else is right about the request, and counted",
      "check-origin: nobody is let in while the word cannot be read, and senders are asked to come again",
    ],
  },
};

/** Sections of which every paragraph, bullet and row holds a promise that is listed, or is named here as none. */
export const whole: readonly { readonly page: string; readonly section: string; readonly notes?: readonly string[] }[] =
  [{ page: "SECURITY.md", section: "What the bridge does on its own" }];
