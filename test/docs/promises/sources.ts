import type { Sentences } from "./sentences.ts";

/** What docs/sources/README.md promises of every sender. */
export const allSources: Sentences = {
  "| page | senders |": [
    "docs/sources: the senders' pages name every connector that takes leads, and none that there is not",
    "operator/sources: knows the page of %s",
  ],
  "`npm start` runs the bridge with a Callingly that rings nobody.": [
    "local/start: brings a lead from $source to the phone, and the result to the CRM",
  ],
  "Fields are recognised by what the vendor declares and by their names.": [
    "lambda/connectors/labelled-answers: are taken for what the vendor declares before what the question says",
    "lambda/lead/reader/fields: takes %s for the phone",
  ],
  "A field can be named by its label, by its key, or by a path such as `lead.phone`.": [
    "lambda/lead/reader/fields: finds its places, in every notation",
    "lambda/lead/reader/fields: is believed: what it names is neither guessed nor repeated",
  ],
  "Any other answer counts as not given, and no answer as absent.": [
    "lambda/lead/consent/read: answered with %s is given: %s",
    "lambda/lead/consent/read: of which nothing came is on record as absent, neither given nor refused",
  ],
  "whoever sends the form agrees by the words beside its button": [
    "lambda/lead/consent/read: by a button is given by whoever sends the form",
  ],
  "With `require: true` a lead without a consent is held (`consent-missing`).": [
    "lambda/lead/rules/consent: is not rung where a consent is demanded, and is elsewhere",
    "operator/leads/same-rules: that the rule “%s” stops is not rung, and the forecast and its next step say so with the same reason",
  ],
  "That is so for every source, whatever it says, where the number is one of Germany, France (overseas as well), Spain,":
    ["lambda/lead/rules/consent: for %s at %j by %j"],
  "Whoever ticks the box and sends the form again is called.": [
    "lambda/lead/repeat: takes it over where it brings one, whoever sends it",
  ],
  "A certificate of TrustedForm (`xxTrustedFormCertUrl`) and a token of Jornaya (`universal_leadid`) in hidden fields are on record without any setting.":
    [
      "lambda/lead/consent/read: is known by its whole address, in a field such as xxTrustedFormCertUrl",
      "lambda/lead/consent/read: a token of Jornaya is recorded, if it is one",
    ],
  "With `consent.keepCertificates: true` TrustedForm is asked to keep the certificate once somebody was called on it": [
    "lambda/steps/reconcile/keep-certificate: is asked for once somebody was called on it, and never for others",
    "lambda/steps/reconcile/keep-certificate: is noted as kept, and its person is erased when they would have been",
  ],
  "It goes to `cert.trustedform.com` and nowhere else.": [
    "lambda/lead/consent/read: is nothing else: %s",
    "lambda/steps/reconcile/keep-certificate: is kept by its own address, with the account's key, and what it is compared with",
  ],
  "`npm run bridge -- sources` prints it, key included": [
    "operator/sources: prints every source's address with its key",
  ],
  "It may also come as query `?key=`, as header `X-Bridge-Key`, as bearer token, or as password of HTTP Basic.": [
    "lambda/connectors/source-key: opens it %s",
  ],
  "It is written under the name of your source, is asked for and never an argument": [
    "operator/secrets: keeps what the vendor signs with beside the keys, and leaves the seed alone",
    "operator/secrets: refuses what no door reads, since unsigned requests would still be let in: %s",
  ],
  "Within a minute only signed requests are let in, and the key in the address no longer opens this source.": [
    "system/intruder/keys: F96: is demanded once there is a secret to sign with: the source's key alone opens nothing any more",
    "lambda/runtime/secrets: F95: that was revoked is dead within a minute",
  ],
  "`quotes.previous_signing_secret` first: both count until you take it out": [
    "lambda/connectors/lead-sources: $title is let in by either of two secrets, and by no third",
  ],
  "500 through a web form, a form builder, a site builder or a booking page, and 10 of one visitor of a web form": [
    "lambda/config/schema: limits what anybody can send, through a form of one's own or through a vendor's, and nothing else",
    "lambda/steps/dial-lead/gates-and-pace: F92: of one visitor of a public form are called up to ten within the hour; a person looks at the others",
    "lambda/steps/dial-lead/gates-and-pace: F92: of one public source are called up to five hundred within the hour, from however many visitors",
  ],
  "`limits: { perHour: 800, perVisitor: 60 }` at the source says otherwise.": [
    "lambda/config/schema: may set other limits, and some where there are none",
  ],
  "CRMs, `json`, Zapier, Make and the ad platforms have no limit unless you set one": [
    "lambda/steps/dial-lead/gates-and-pace: are no matter for a sender that keeps its key to itself, unless the configuration says so",
  ],
  "Visitors that come by IPv6 are counted by household.": [
    "lambda/lead/privacy/visitor: is one for a household of IPv6, however its address is written",
    "system/intruder/bodies: F92: of one household of IPv6 are those of one visitor",
  ],
  "Every lead is accepted, stored and held with the reason that the token is missing. Nothing is dialled until you add it.":
    [
      "lambda/steps/dial-lead/dial-lead: F32: holds leads while the account has no token, and dials them when it has one",
    ],
  "They are rung when you lift the pause, unless they waited longer than `staleAfterHours`": [
    "lambda/steps/dial-lead/dial-lead: F45/F50: holds everything while paused, and leads that went stale",
    "system/simulation/scenarios/waiting: calls are paused while 200 leads come in; let go, they leave at the pace and not all at once",
  ],
  "Opening the address in a browser shows that the door is open, and nothing else.": [
    "lambda/connectors/connectors.contract: F94: shows people who open the address that it lives, and nothing else",
  ],
};

/** What docs/sources/ad-platforms.md promises. */
export const adPlatforms: Sentences = {
  '"Send test data" rings nobody and is answered like a lead.': [
    "lambda/connectors/lead-sources: $title is answered as if accepted, and nobody is called",
    "lambda/connectors/ads-and-scheduling: is answered in its own words, and told to send again what was not stored",
  ],
  "store it as `key` under the name of the source, and the one before it as `previous_key`": [
    "lambda/runtime/secrets: are a person's own choice where the secret says so",
    "system/intruder/keys: F95: of one's own is followed in the same way",
  ],
  "Meta tells the bridge that there is a lead, and the bridge asks Meta for it just before it is dialled.": [
    "lambda/connectors/lead-sources: $title is stored by its id, fetched, and rung as a person would read it",
    "lambda/steps/dial-lead/fetch-lead: is fetched with the source's token, and rung in the same breath",
  ],
  "the verify token is that last part": [
    "lambda/connectors/meta-and-linkedin: is not confirmed with the token %j",
    "lambda/connectors/lead-sources: $title gets the answer that its sender demands",
  ],
  "`form_id`, `page_id` and `ad_id` are kept with the lead": [
    "lambda/connectors/meta-and-linkedin: names page, form and ad of each lead, so that routes can go by them",
    "lambda/steps/dial-lead/dial-lead: rings the team that the first fitting route names",
  ],
  "its dummy leads are fetched, recognised and never dialled": [
    "lambda/steps/dial-lead/fetch-lead: is never rung when it is a test lead with %s",
  ],
  "LinkedIn checks the address with it every two hours": [
    "lambda/connectors/meta-and-linkedin: gets no signature for anything but its own codes, so that nobody has a notification signed here",
    "lambda/connectors/lead-sources: $title gets the answer that its sender demands",
  ],
  "When it has expired, leads are held with that reason and go on once the new token is in the secret.": [
    "lambda/steps/dial-lead/fetch-lead: %s holds the lead with that reason",
    "lambda/steps/dial-lead/fetch-lead: for want of a good token: the lead goes on by itself once that is mended",
  ],
  "Test leads are recognised and never dialled.": [
    "lambda/connectors/meta-and-linkedin: marks test leads, which ring nobody",
    "lambda/steps/dial-lead/fetch-lead: is never rung when it is a test lead with %s",
  ],
  '`settings: { apiVersion: "202606" }` names another': [
    "lambda/connectors/meta-and-linkedin: is asked in the version that the settings name",
  ],
  "The lead waits with the reason and is tried again, after seconds at first, then every 15 minutes.": [
    "lambda/steps/dial-lead/fetch-lead: %s: the lead is put off a little longer each time",
  ],
  "If the token is missing or refused, the lead says so and is looked at again every two minutes.": [
    "lambda/steps/dial-lead/fetch-lead: for want of a good token: the lead goes on by itself once that is mended",
  ],
  "If the platform no longer knows the lead, it is held for a person.": [
    "lambda/steps/dial-lead/fetch-lead: %s holds the lead with that reason",
  ],
  "With an app of your own, copy its secret to `signing_secret`; otherwise the key in the address opens the source.": [
    "lambda/connectors/lead-sources: $title is refused without its signature, or with another",
    "lambda/connectors/lead-sources: $title is refused without the source's key",
  ],
};

/** What docs/sources/automation-services.md promises. */
export const automationServices: Sentences = {
  "Map the id of the submission as `submission_id`: then a replayed task or scenario never rings twice.": [
    "lambda/connectors/ads-and-scheduling: name the id of a submission in many ways, and that of a person never counts",
    "lambda/lead/accept: when they carry the same id, whatever else they say and whenever they come",
  ],
  "Without it the same phone and e-mail within `duplicateWindowHours` are the same lead.": [
    "lambda/lead/accept: when phone and e-mail agree within the window, however they are written",
    "lambda/lead/accept: not any more a week later",
  ],
  'An id under any other name is named by `settings: { mapping: { externalId: "record.id" } }`.': [
    "lambda/connectors/json: has an id that proves a repeat only when it says which",
    "lambda/lead/reader/fields: finds its places, in every notation",
  ],
  "A header `Idempotency-Key` does the same.": [
    "lambda/lead/accept: when they carry the same key within its window, and not any more a window later",
  ],
  'Several leads may come in one request, as a list, or at a place that `settings: { items: "data.leads" }` names. Each is stored once.':
    [
      "lambda/connectors/json: F14: may send several leads, each with a key of its own",
      "lambda/steps/accept-lead/accept-lead: takes in each once, and keeps the one that nobody can call as held",
    ],
  "Entries that are no lead are kept and held, and cost none of the others.": [
    "lambda/connectors/ads-and-scheduling: may send a list, and one thing that is no lead costs none of the others",
  ],
  "XML is understood as well": [
    "lambda/runtime/body: becomes fields by the names of its elements, and questions by their attributes",
    "lambda/lead/reader/shapes: reads a lead from XML",
  ],
  "a quotation mark in an answer breaks it; the fields are recognised all the same": [
    "lambda/connectors/ads-and-scheduling: compose JSON by hand, whose answers may break it",
    "lambda/connectors/spliced-json: finds every answer of a template, whatever quotation marks and line breaks are in them",
  ],
};

/** What docs/sources/form-builders.md promises. */
export const formBuilders: Sentences = {
  "so a repeat is known as long as its lead is kept (`ledgerDays`), and never rings twice": [
    "lambda/connectors/lead-sources: $title is one lead, however often it comes",
    "lambda/lead/accept: when they carry the same id, whatever else they say and whenever they come",
  ],
  "Partial responses ring nobody.": [
    "lambda/connectors/form-builders: sends partial responses when it is told to, which ring nobody",
  ],
  "A question is named in `mapping` by its words or by its reference.": [
    "lambda/connectors/form-builders: lets a mapping name a question by its words or by its reference",
  ],
  'Give the phone question the field type "Phone", which is recognised whatever it is called.': [
    "lambda/connectors/form-builders: joins the parts of a phone, and unescapes answers",
  ],
  "Its test button sends the latest real submission once more, which rings nobody a second time.": [
    "lambda/connectors/lead-sources: $title is one lead, however often it comes",
  ],
  'say so: `settings: { signatureHeader: "X-My-Signature" }`': [
    "lambda/connectors/form-builders: lets its owner rename the header of the signature",
  ],
  "The handshake key is not needed and is never stored.": [
    "lambda/connectors/form-builders: keeps the handshake key to itself",
  ],
  "Send files as links: a request of more than 256 kB is refused.": ["lambda/steps/accept-lead/accept-lead: for %s"],
};

/** What docs/sources/hubspot.md promises. */
export const hubspot: Sentences = {
  "`hs_object_id`, so that the result finds its way back": [
    "lambda/connectors/hubspot: may come without id, and is then nobody's record",
    "lambda/connectors/hubspot: keeps an id that is larger than a double",
  ],
  "Then HubSpot's signature is required. Otherwise the key in the address opens the source.": [
    "lambda/connectors/hubspot: is required once the secret is there, and of a version that covers the address",
    "lambda/connectors/hubspot: gives way to the source's key where there is no secret",
  ],
  "where a proxy of your own stands before the API, name its address as the stage's `callbackBaseUrl`": [
    "lambda/connectors/hubspot: may be made over the address of what stands before the door, and over no third one",
  ],
  "in the other portals the person is looked for, since a contact's id is somebody else there": [
    "lambda/steps/report-call/one-record: is written on that record there, and in the other one the person is looked for",
    "system/simulation/scenarios/results: a contact's lead is told to two portals, and the other one has a stranger under the same id",
  ],
  "Any other: the contact with the e-mail address, if the phone is theirs or none is known of them; else the contact with the phone; else a new one.":
    [
      "lambda/connectors/hubspot: is known by its e-mail address",
      "lambda/connectors/hubspot: or by the phone, as in %s",
      "lambda/connectors/hubspot: becomes a contact when there is none, unless that is not wanted",
    ],
  "so a call is never written on a contact with another phone; where the address is taken, the new contact is made without it":
    [
      "lambda/connectors/hubspot: is not that of an e-mail address with another phone: anybody can type it, and who talked is somebody else",
      "lambda/connectors/hubspot: is not that of an address which came into being with another phone while we looked",
    ],
  "Numbers are compared in full, those without country code as the source's `country` has it;": [
    "lambda/connectors/hubspot: at home in %s, %s is told from %j",
  ],
  '`settings: { country: "GB" }` of the CRM says where they are at home in the portal': [
    "lambda/connectors/hubspot: is read by the portal's own country where that is another",
  ],
  "is set where phone and e-mail address are both the contact's, or the lead came with it": [
    "lambda/connectors/hubspot: is not moved on a contact with %s, unless the lead came with it",
    "lambda/connectors/hubspot: is moved where a further address is theirs, and where neither has one",
  ],
  '(`settings: { replacedLeadStatuses: ["NEW", "OPEN"] }`) and what an earlier, weaker result has set': [
    "lambda/connectors/hubspot: %j becomes %j when they are reached",
    "lambda/connectors/hubspot: may replace others where the portal says so",
    "lambda/connectors/hubspot: does not go back from reached to tried",
  ],
  "A value that a person has set stays.": [
    "lambda/connectors/hubspot: is left alone when somebody sets it back between the call and its recording",
  ],
  "`leadStatus` names the statuses, or `null`.": [
    "lambda/connectors/hubspot: moves the lead status by the best call so far, unless told not to",
  ],
  "A contact whose values have changed since, or one that is enrolled again later, is a new lead.": [
    "lambda/connectors/hubspot: is one lead per set of bytes, however often it is sent",
    "lambda/steps/accept-lead/accept-lead: F15: rings for a HubSpot contact that a workflow enrols again weeks later, but not for a repeat of days",
  ],
  "the contacts are read just before they are dialled": [
    "lambda/connectors/hubspot-events: are read by one request, as a person would read them",
    "lambda/steps/dial-lead/fetch-together: each contact of a request of HubSpot's is rung once, and all are fetched by one question",
  ],
  "the source's settings: those that are created, or whose property gets a value": [
    "lambda/connectors/hubspot-events: by default: %s",
    "lambda/connectors/hubspot-events: where a property is named: %s",
  ],
  "several such rules may stand in a list": ["lambda/connectors/hubspot-events: several rules may be given"],
  "From then on HubSpot's signature is required, and a request that is older than five minutes is refused.": [
    "lambda/connectors/hubspot-events: covers method, address, every byte and the time",
    "lambda/connectors/hubspot-events: is refused once it is older than five minutes",
  ],
  "Deletions, privacy deletions, merges, restored contacts and objects that no setting names never ring, nor does what the bridge itself has written":
    [
      "lambda/connectors/hubspot-events: by default: %s",
      "lambda/connectors/hubspot-events: where a property is named: %s",
    ],
  'If results are written with another app, name its id: `ourApps: ["9120044"]`.': [
    "lambda/connectors/hubspot-events: none that another app of ours made, once its id is named",
  ],
  '`exceptFrom: ["IMPORT"]` has it ring nobody': [
    "lambda/connectors/hubspot-events: none that came by a way that is excepted",
  ],
  "Each event is one lead, and one that cannot be read takes no other along.": [
    "lambda/connectors/hubspot-events: loses no other to %j",
  ],
  "The same contact is created once, whatever HubSpot sends again.": [
    "lambda/connectors/hubspot-events: is one lead, however often and in whichever form it is sent",
  ],
  "A property that gets the value anew is a new lead.": [
    "lambda/connectors/hubspot-events: is told from the next time that the property gets the value",
  ],
  "A contact that HubSpot does not show any more is held for a person.": [
    "lambda/connectors/hubspot-events: are gone when HubSpot does not show them",
    "lambda/steps/dial-lead/fetch-together: are gone one by one: who is missing takes no other along",
  ],
  'has the contact of a meeting called at its start, and that of a task of the type "Call" when it is due': [
    "lambda/connectors/hubspot-activities: is its only contact's lead, at its time, as HubSpot had it last",
    "lambda/connectors/planned-calls.contract: waits for its time with its person, and rings once then",
  ],
  "Name one or both; without it none of them rings.": [
    "lambda/connectors/hubspot-activities: is nothing where the source's settings do not name it",
  ],
  "| it moves | by another start | by another due date |": [
    "lambda/connectors/hubspot-activities: that was moved says when that was, in milliseconds or as a text",
    "lambda/connectors/planned-calls.contract: rings at the new time once it is moved, also where its CRM is being asked about it",
    "lambda/connectors/planned-calls.contract: messages in any order, late and repeated, come to one ring at the last time, or to none",
  ],
  "by every outcome but Scheduled and Rescheduled, by being deleted, by a start that is over": [
    "lambda/connectors/hubspot-activities: by which the meeting is %s ends it",
    "lambda/connectors/hubspot-activities: by which it is deleted, done, of another type or moved into the past ends it",
    "lambda/connectors/planned-calls.contract: ends with a reason and rings nobody after `%s`",
  ],
  "by every status but Not started, In progress and Waiting, by being deleted, by another type": [
    "lambda/connectors/hubspot-activities: by which it is deleted, done, of another type or moved into the past ends it",
    "lambda/connectors/hubspot-activities: that leaves it as planned as before, or is of another object, is nothing",
  ],
  "One that is entered after it has begun rings nobody.": [
    "lambda/connectors/hubspot-activities: rings nobody where it is over, was entered after it had begun, or is a task that is no call",
  ],
  "Without one it is asked about again for ten minutes, and is then nobody's; with several contacts an operator decides.":
    [
      "lambda/connectors/hubspot-activities: without a contact is asked about again for ten minutes, and is then nobody's",
      "lambda/connectors/hubspot-activities: with several contacts waits for a person, and so does one that HubSpot does not show",
    ],
  'A contact in which it is neither empty nor "no", "false" or "0" is held, whichever way it came.': [
    "lambda/connectors/hubspot-events: say by the property that is named for it whether no call is wanted: %j",
    "lambda/connectors/hubspot-events: who wants no call is not rung when a workflow sends the contact, either",
  ],
};

/** What docs/sources/landing-pages.md promises. */
export const landingPages: Sentences = {
  "Webhooks made in the dashboard are not signed: the key in the address opens the source.": [
    "lambda/connectors/lead-sources: $title is refused without the source's key",
  ],
  "copy the client secret of the app, or the secret of the webhook, to `signing_secret`": [
    "lambda/connectors/lead-sources: $title is refused without its signature, or with another",
  ],
  "Leave the structure of the body as it is.": [
    "lambda/connectors/ads-and-scheduling: fills what the form did not ask from the contact",
  ],
};

/** What docs/sources/scheduling.md promises. */
export const scheduling: Sentences = {
  "Who books is called at the time that was agreed.": [
    "lambda/connectors/ads-and-scheduling: rings at the time that was agreed, and for each agreed time but the last nobody",
    "lambda/steps/dial-lead/asked-time: waits for it as data of ours, shows it, and rings once then",
  ],
  "Where those are closed, it rings when they open.": [
    "lambda/steps/dial-lead/asked-time: rings at the next hour that is right, where the asked one is not",
  ],
  'With `settings: { when: "now" }` who books is called as soon as they have booked, and not again as they move the booking.':
    [
      "lambda/connectors/ads-and-scheduling: rings at once, and for the first time that was agreed, where the settings say so",
    ],
  "a lead for the new time; that of the old one ends (`booking-moved`). After a call that was made, the new time is another call":
    [
      "lambda/steps/dial-lead/asked-time: that is moved rings at the last agreed time, and says so of the others",
      "lambda/steps/dial-lead/asked-time: that was kept and is then agreed upon again rings again",
    ],
  "its lead ends and nobody is called (`booking-cancelled`); `bridge leads redial` calls all the same": [
    "lambda/steps/dial-lead/asked-time: that is cancelled ends with a reason, and an operator may have its person called all the same",
  ],
  "| the events come late, twice or in another order | the same: the last agreed time rings, once |": [
    "lambda/steps/dial-lead/asked-time: whose events come in any order, late and repeated, rings once, at the last agreed time, or not at all",
    "lambda/steps/dial-lead/asked-time: that keeps its id as it is moved rings at the time that was said last, in whatever order that comes",
  ],
  "it rings at once, as it is another request; within the hour before the agreed time it is the agreed call, and the booking is merged into it":
    [
      "lambda/steps/dial-lead/asked-time: another request of its person rings at once, and so does an agreed call in its time: it is another one",
      "lambda/steps/dial-lead/asked-time: one that rings within the hour before its time is the call that it asked for",
    ],
  "| it waits for something else, such as a number, and you release it | it rings at the agreed time |": [
    "lambda/steps/dial-lead/asked-time: whose lead an operator releases from another wait rings at the agreed time, and not days before",
  ],
  "The one that it replaces ends when that is asked for.": [
    "lambda/connectors/ads-and-scheduling: ends what a booking replaces that its host has yet to confirm, and rings nobody for that one",
  ],
  "Of an appointment with seats each person is a lead, which ends when that person gives the seat up, or the host cancels for all.":
    [
      "lambda/connectors/ads-and-scheduling: has for each seat of an appointment a booking of its own, which ends alone",
    ],
  "Whoever gives a seat up and takes one of the same appointment again is called, by what Cal.com dates last.": [
    "lambda/steps/dial-lead/asked-time: %s, in whatever order its events come, and however often",
    "lambda/steps/dial-lead/asked-time: rings at the number that its person gives now",
  ],
  "| the booking has no time, or one over long ago or more than 90 days ahead | an operator decides:": [
    "lambda/steps/dial-lead/asked-time: that is %s waits for an operator, where it stands in a place made for it",
  ],
  "Missed bookings ring nobody": [
    "lambda/connectors/ads-and-scheduling: rings nobody for a booking that was cancelled or missed",
  ],
  "A booking that its host has to confirm is a lead once that is done.": [
    "lambda/connectors/ads-and-scheduling: rings nobody for what is cancelled, refused, not confirmed yet, or no booking",
  ],
  "With `settings: { routingForms: true }` people who fill in a routing form are called, too, at once.": [
    "lambda/connectors/ads-and-scheduling: rings for routing forms where the settings say so",
  ],
  'The phone is the number that the host is to call, the number for text reminders, or the answer to a question such as "Phone number".':
    [
      "lambda/connectors/ads-and-scheduling: knows the number that the host is to call",
      "lambda/connectors/ads-and-scheduling: asks for the phone in a question, too, and never takes the host's",
    ],
};

/** What docs/sources/wordpress-forms.md promises. */
export const wordpressForms: Sentences = {
  "the name, the e-mail and the phone are then recognised by what they look like": [
    "lambda/connectors/form-builders: tells a name from an address and a consent, which have inputs with the same numbers",
    "lambda/connectors/form-builders: takes no date, number of an order or zip code for a phone",
  ],
  '`settings: { mapping: { phone: "3" } }` with the number of the field': [
    "lambda/connectors/form-builders: takes what its owner says over what looks like it",
  ],
  "The entry's id makes repeats known.": ["lambda/connectors/lead-sources: $title is one lead, however often it comes"],
  "Copy the secret that the webhook shows to `signing_secret`.": [
    "lambda/connectors/form-builders: signs a form as the JSON that PHP makes of it",
    "lambda/connectors/lead-sources: $title is refused without its signature, or with another",
  ],
  "The server's clock must be right within five minutes.": [
    "lambda/connectors/lead-sources: $title is refused when it comes again later, or claims to be from the future",
  ],
  "then the phone is known by its type, whatever its label is": [
    "lambda/connectors/form-builders: knows the phone by its type, whatever it is called",
  ],
  "a quotation mark in an answer breaks the JSON; the lead is read all the same": [
    "lambda/connectors/form-builders: tells fields apart whose answers broke the JSON",
  ],
  "Send files as links: a request of more than 256 kB is refused.": ["lambda/steps/accept-lead/accept-lead: for %s"],
  "Choose POST. GET, which is preset, works as well": [
    "lambda/connectors/form-builders: is read through $key, without the key",
  ],
};

export const close = {
  "has the contact of a call task called when it is due": [
    "lambda/connectors/planned-calls.contract: waits for its time with its person, and rings once then",
    "lambda/connectors/close-events: is a lead of its contact, at the time that it is due",
  ],
  'With `"lead"` in the list the to-dos of a lead ring as well, whatever they say. Without it none rings.': [
    "lambda/connectors/close-events: without a contact is its lead's, and of a lead's to-dos only where the settings name them",
  ],
  "A task that gets another date moves the call, and one that is completed, deleted, or moved to a time that is more than a day over ends it. One that is opened again, or gets a date ahead, is called if it was not called before":
    [
      "lambda/connectors/planned-calls.contract: rings once more that was done by mistake and is planned again, in whatever order that comes",
      "lambda/connectors/planned-calls.contract: ends with a reason once it is moved more than a day into the past, and rings when it is moved on after that",
      "lambda/connectors/planned-calls.contract: messages in any order, late and repeated, come to one ring at the last time, or to none",
      "lambda/connectors/planned-calls.contract: ends with a reason and rings nobody after `%s`",
    ],
  "One without a date waits for an operator, and one that was due more than a day before it was entered or changed rings nobody.":
    [
      "lambda/connectors/close-events: has a moment of UTC where it does not say whose, a day alone, or no time, which a person looks at",
      "lambda/connectors/close-events: ends once it is done, deleted or long overdue, for good only where it is deleted, and is none where it names no lead",
    ],
};

export const salesforce = {
  "has the lead or contact of an event called at its start, and that of a task whose `TaskSubtype` or `Type` is Call on its day":
    ["lambda/connectors/planned-calls.contract: waits for its time with its person, and rings once then"],
  "So its person is rung from nine o'clock of that day, by their own clocks, or when their hours open.": [
    "lambda/connectors/planned-calls.contract: waits for its time with its person, and rings once then",
  ],
  "by being completed, by another type, by being deleted": [
    "lambda/connectors/salesforce-activities: ends it where it is deleted, done, no call, or entered after it had begun",
  ],
  "A message that says neither `Status` nor `IsClosed` of a task is refused (422).": [
    "lambda/connectors/salesforce-activities: is refused where it does not say whether the task is done, with what is to be sent as well",
  ],
  "An invitee's copy of an event (`IsChild`), the head of a series, and a task on which a call was logged, such as a result of ours, ring nobody.":
    [
      "lambda/connectors/salesforce-activities: is nothing of a call that was made, a copy for another user, what repeats, and what is not named",
      "lambda/connectors/salesforce-activities: rings nobody where it is done, no call, a call that was made, or with nobody",
    ],
  "where it sees none of these, the lead waits for a person": [
    "lambda/connectors/salesforce-activities: holds who wants no call, and everybody where Salesforce does not show that",
  ],
};
