import type { Sentences } from "./sentences.ts";

/** What docs/sources/html-and-json.md promises. */
export const htmlAndJson: Sentences = {
  "The lead then waits for that moment, and the visitor's page says it.": [
    "lambda/connectors/html-form-words: says when the call comes, as far as that is known, and which number was typed",
    "lambda/steps/dial-lead/asked-time: waits for it as data of ours, shows it, and rings once then",
  ],
  "The field is recognised by its name": ["lambda/lead/reader/asked-time: is known by its name: %s"],
  "Any other is named": ["lambda/lead/reader/asked-time: stands where the mapping has it, whatever it is called"],
  "by the zone that the request names (`zone`, or the browser's, which `form.js` sends), else the person's as their number tells it, else the account's `timeZone`":
    [
      "lambda/lead/asked/read: is by the person's clocks, as their number tells them",
      "lambda/lead/asked/read: is by the zone that the request names, before that, and by an offset, before all",
      "lambda/lead/asked/read: is by the account's clocks where nothing says where the person is, and unclear where nobody set those",
    ],
  "from nine o'clock of that day": [
    "lambda/lead/asked/read: of a day without an hour is nine o'clock, and now where that day has begun to be one",
  ],
  "at once, and the words stay on the lead. In a field that you have named, an operator decides (`asked-time-unclear`)":
    [
      "lambda/steps/dial-lead/asked-time: is rung at once for a remark that says no moment, and shows the remark",
      "lambda/steps/dial-lead/asked-time: that is %s waits for an operator, where it stands in a place made for it",
    ],
  "Midnight in UTC is what date pickers write for a day: in a field for days (`call_date`) it is that day, in any other an operator decides":
    [
      "lambda/lead/reader/asked-time: may be two, for the day and for the hour",
      "lambda/lead/rules/asked-time-unread: rings nobody at once where it names another day, or clocks that nobody knows: %s",
    ],
  "what may mean another moment than now, and which one is in doubt: a day other than today (`tomorrow at 3`, `Friday 13`, `Mon-Fri after 5` on a Sunday), part of one (`tonight`), an hour or a number among other words (`at 8pm when the kids are asleep`, `not before 5 pm`, `in two hours`), a text in an alphabet that is not read (`завтра`), or clocks that nobody knows (`10:00 IST` of an American number, a zone `GMT-7`)":
    [
      "lambda/lead/asked/no-guess: %s: %s",
      "lambda/lead/asked/read: that can be read in part is not now, where a day is named that is not today",
      "lambda/lead/asked/read: by the clocks of a zone that nobody knows is unclear, and not now",
      "lambda/lead/rules/asked-time-unread: rings nobody at once where it names another day, or clocks that nobody knows: %s",
    ],
  "A zone may be named by its letters (`10:00 EST`): they mean those of the person's own clocks that their country calls so, in summer as in winter; of an American number else the zone of that name.":
    ["lambda/lead/asked/read: by the clocks that %s names to who has the number %s"],
  "Phrases are read in the twelve languages of [the visitors' pages](#in-the-visitors-language), and only where the whole text is one.":
    ["lambda/lead/asked/phrase: %s", "lambda/lead/asked/phrase: that leaves open %s is not guessed"],
  "Whether the day or the month is first in `7/8/2026` says the custom of the number's country. Where that leaves it open an operator decides: of a Canadian number, of `7/8` in East Asia, of slashes in another language from an American number, and of an American's `07.08.2026`.":
    ["lambda/lead/asked/no-guess: rings nobody: %s", "lambda/lead/asked/no-guess: is read where they agree: %s"],
  "Where several fields ask, those that say a time count before remarks; if they say different times, an operator decides. So does one with more than 80 letters in a field that you have named.":
    [
      "lambda/lead/reader/asked-time: is the one of several that says a time, and where they differ none is chosen",
      "lambda/lead/reader/asked-time: that the mapping names holds a text that is too long to be a time, and is none that begins with one",
    ],
  "Where clocks are changed, a time that they show twice is the first that is not over, and one that they leave out comes that much later.":
    [
      "lambda/lead/asked/wall: is the first of two where they are put back",
      "lambda/lead/asked/no-guess: a time that is over in its first showing, and shown once more, is the second",
      "lambda/lead/asked/wall: is as much later as they are put forward, where they leave it out",
    ],
  "Where it comes as a lead of its own, as from `form.js`, both share the call of the last one.": [
    "lambda/steps/dial-lead/asked-time: the same form with a key of its own and %s is the last word, and rings once",
  ],
  "Under another e-mail address (or another name, where the form asks for no address) it may be somebody else who typed the number: then both share the call of the earlier one.":
    [
      "lambda/steps/dial-lead/last-word: does not keep who waits from being called at theirs, and earns no second call",
      "lambda/steps/dial-lead/last-word: is one of a stranger where the form asks for no address, and another name is given",
    ],
  "A time that anybody may have sent earns no call beside another one of the same day (`phoneWindowHours`);": [
    "lambda/steps/dial-lead/asked-time: a time that anybody may have sent earns no call beside the one of the day",
    "lambda/steps/dial-lead/asked-time: a stranger who has one number rung by many names and times has it rung once",
  ],
  "The same form sent again with another time moves the lead, and without one calls at once: the last word counts.": [
    "lambda/steps/dial-lead/asked-time: the same form with another time moves it, and without one calls now: the last word counts",
  ],
  "Off until a source asks.": [
    "lambda/steps/accept-lead/accept-lead: stores it with one write and answers 200 with its id",
  ],
  "Deploy, write the vendor's secret with `bridge secrets set source-keys website.captcha_secret`, and paste what `bridge sources --snippet website` prints: the form with the widget in it.":
    [
      "operator/captcha: is tried at the vendor before it is written",
      "operator/captcha: has the widget of %j in it, and its script",
    ],
  "| `altcha` | nothing; the browser works out a sum": [
    "browser/form: works out the bridge's sum while somebody types, and sends the solution",
    "lambda/captcha/altcha: is solved by ALTCHA's own library",
  ],
  "| `turnstile` | mostly nothing |": [
    "lambda/captcha/siteverify: passes when the vendor says so of this page",
    "lambda/captcha/siteverify: an action is that of the configuration: of Turnstile where it is named, of reCAPTCHA v3 the source's name",
  ],
  "| `hcaptcha` | a box to tick |": ["lambda/captcha/siteverify: passes when the vendor says so of this page"],
  "| `recaptcha-v2` | a box to tick |": ["lambda/captcha/siteverify: passes when the vendor says so of this page"],
  "Its action is the source's name, with `_` for `-`, unless `action` says another; below `minScore` (0.5) a lead is held":
    [
      "browser/form: asks reCAPTCHA for a token when it is sent, for the action of its source",
      "lambda/captcha/siteverify: a low score is a doubt and no proof, and none at all shows a key of another kind",
    ],
  "| `recaptcha-enterprise` | as its key |": [
    "lambda/captcha/siteverify: is asked for with the key in a header, and passes, is refused or says nothing",
  ],
  "| a good token, of a page in `hostnames`, for the action | it is taken as without a captcha |": [
    "lambda/steps/accept-lead/ask-captcha: takes a lead with a good token, and keeps nothing of the token",
  ],
  "| none, a made-up, used or old one, another page's | refused (422)": [
    "lambda/steps/accept-lead/ask-captcha: refuses one without, or with a bad one, in a way that form.js can tell from a wrong field, and stores nothing",
    "lambda/captcha/siteverify: is refused when it is another page's, though the vendor calls it good",
  ],
  "| the vendor does not answer within two and a half seconds, or fails | it is asked once more where that uses up no token:":
    [
      "lambda/captcha/siteverify: is asked about once more where that uses up no token, and no third time",
      "lambda/captcha/siteverify: F11: says nothing when the vendor does not answer, or not as it should",
      "lambda/steps/accept-lead/ask-captcha: F11: holds a lead while the vendor is down, rings nobody, loses nothing, and says so",
    ],
  "| the secret is missing or refused, or is one for tests on a production stage | held, `captcha-misconfigured`": [
    "lambda/captcha/siteverify: says nothing when the mistake is ours: the secret is missing or refused",
    "lambda/captcha/siteverify: counts for nothing on a production stage when the secret is one for tests, and anywhere else whatever the page",
    "operator/captcha: says that its secret is right, missing or wrong",
  ],
  "| the score is low | held, `captcha-doubtful` |": [
    "lambda/captcha/siteverify: a low score is a doubt and no proof, and none at all shows a key of another kind",
  ],
  "`form.js` sends a lead with the token that the page has at that moment, gets a new one when it was used or refused, and keeps what waits for one.":
    [
      "browser/form: is told when its token is not good, gets a new one, and goes with it under the same key",
      "browser/form: keeps what waits when the page is gone, and sends it with the token of the next page that has the form",
    ],
  "A repeat of a lead that is there is recognised before its token is looked at, which is used up by then.": [
    "lambda/steps/accept-lead/ask-captcha: F12: knows the repeat of a lead that it has before its used token is looked at",
    "browser/form: F12: a form whose answer was lost goes again with the token that is used up, and meets its own lead",
  ],
  "The visitor's address is sent to nobody.": [
    "lambda/captcha/siteverify: goes to the vendor's own address, with the secret in the body and nobody's address",
  ],
  "On a stage that rings real people (`production`) such a secret counts for nothing.": [
    "lambda/captcha/siteverify: counts for nothing on a production stage when the secret is one for tests, and anywhere else whatever the page",
    "operator/captcha: is refused on a production stage when it is one for tests",
  ],
  "`form.js` tells how long it took; a form without it is not asked.": [
    "lambda/steps/accept-lead/ask-captcha: is held, where its owner says how long it takes and form.js how long it took",
    "browser/form: sends the lead with its page and the words that were agreed to, and takes the visitor to the thank-you page",
  ],
  "The form works as it stands.": ["browser/form: is posted by the browser, and the bridge redirects"],
  "The visitor sees a thank-you page, or the page that `redirect` names.": [
    "lambda/connectors/html-form: gets a page that loads and runs nothing",
    "lambda/connectors/html-form: is sent to the configured page, or where the form wants if that is allowed",
  ],
  "Text that is no phone number is said to the visitor (422), and nothing is stored.": [
    "lambda/steps/accept-lead/accept-lead: tells a form's visitor what to mend, per field, and stores nothing",
  ],
  "A number of the right length that is in no numbering plan is kept and shown as held": [
    "lambda/steps/accept-lead/accept-lead: keeps a visitor's number that is in no numbering plan yet, for a person to look at",
  ],
  "A CRM that keeps records hears of a form's lead only once it was called": [
    "system/intruder/junk: F92: make no record in a CRM, and touch none, unless somebody was called",
  ],
  "name the pages that may post": ["lambda/connectors/html-form: must be one of those named, where the browser tells"],
  "more than 256 kB is refused (413), and the lead with it, unless `form.js` sends it, which leaves files out": [
    "lambda/steps/accept-lead/accept-lead: for %s",
    "browser/form: neither sends nor keeps passwords, card numbers and codes, nor files",
  ],
  "Scripts of these pages can read the answer.": [
    "lambda/connectors/html-form: may read the answer $kind",
    "system/intruder/pages: is read by scripts of no page but those that are named, nor by one that hides where it comes from",
  ],
  "`_gotcha` is a trap: robots fill it, and are thanked and forgotten.": [
    "lambda/connectors/html-form: cannot tell that a robot was caught",
    "lambda/connectors/lead-sources: $title is answered as if accepted, and nobody is called",
  ],
  '`language: "de"` answers everybody in German.': [
    "lambda/connectors/html-form-words: is the source's, else the form's, else the browser's, else English",
  ],
  "`bridge sources --snippet website --language es` prints the form in Spanish.": [
    "operator/sources: prints the form in a language that its visitors read, each field under its label",
  ],
  "Only those that are named are deployed": [
    "lib/synth/synthesise: carries the words of the languages that the configuration names, and English",
  ],
  "what is written on it is black or white, whichever reads better": [
    "lambda/connectors/html-form-words: can be read on every colour",
  ],
  "is no part of the answer to a script": [
    "lambda/connectors/html-form-words: says the number in full on the page, and not to a script",
  ],
  "It says that the call comes in a moment, at the time that was asked for, or the earliest time at which it may come":
    [
      "lambda/lead/outlook: is the time that they asked for, or the next one after it at which they may be rung",
      "lambda/connectors/html-form-words: says when the call comes, as far as that is known, and which number was typed",
      "lambda/lead/outlook: is when it comes at the earliest, by the clock of the person",
      "lambda/lead/outlook: is nothing of when, where %s",
    ],
  "Nothing on it depends on what is stored": [
    "lambda/steps/accept-lead/accept-lead: tells a form's visitor the same of the call, whether the lead is new, a repeat or a robot's",
  ],
  "It has no dependencies and no more than 3.5 KiB, 5 where a source asks for a captcha.": [
    "lambda/steps/accept-lead/serve-form-script: weighs less than %s KiB, captchas %s, makes no code out of text, and is the same each time",
  ],
  "On any other page it finds that out when a form is sent, steps aside, and the browser posts the form.": [
    "browser/form: is what a page gets whose scripts the bridge does not answer",
    "lambda/connectors/html-form: can find out whether it gets answers at all, which a failed preflight does not say",
  ],
  "| the lead is stored | the page that `redirect` or `_next` names, else a thank-you in the form | `bridge:accepted` with `lead_id`, `redirect`, `message` |":
    [
      "browser/form: sends the lead with its page and the words that were agreed to, and takes the visitor to the thank-you page",
      "browser/form: thanks the visitor in the page where no other is named, and says nothing of a consent that was not given",
    ],
  "| a field is wrong (422) | a message beside the field; the first wrong field has the focus |": [
    "browser/form: says beside the field what is wrong with it, and takes it back",
  ],
  "| the bridge refuses for another reason, such as a wrong key | that something is wrong with the form | `bridge:rejected`; `detail` says what, in English |":
    ["browser/form: gives up where the bridge refuses for good"],
  "that the request is kept and will be sent | `bridge:waiting` with `due`": [
    "browser/form: F10: a throttled form keeps its lead, says so, and sends it again under the same key",
  ],
  "| a day has passed | nothing | `bridge:expired` |": ["browser/form: forgets a lead after a day"],
  "never before the time that `Retry-After` asks for": [
    "browser/form: F10: a form waits as long as it was told to",
    "form/form: waits as long as the bridge asks for, up to an hour",
  ],
  "It is sent under the key that was made when the visitor pressed the button (`Idempotency-Key`).": [
    "browser/form: F10: a form whose answer was lost meets its own lead",
  ],
  "So however often it arrives, from several tabs or after a reload, it is one lead and rings once.": [
    "browser/form: F10: two pages that send the same lead at once make one of it",
    "browser/form: F10: a lead outlives its page and is sent by the next one, which stays where it is",
  ],
  "A visitor who presses again without a change means the same lead": [
    "browser/form: makes one lead of a double click, and of another click when the first was answered",
  ],
  "one who changed something means the new one, and the old one is not sent any more": [
    "browser/form: takes what the visitor has changed for the lead instead",
  ],
  "Personal data stays in the browser until the bridge has accepted or refused the lead, and for a day at the longest.":
    ["browser/form: forgets a lead after a day", "browser/form: gives up where the bridge refuses for good"],
  "one-time codes and files are neither kept nor sent": [
    "browser/form: neither sends nor keeps passwords, card numbers and codes, nor files",
  ],
  "for every ticked box whose name contains `consent` the words of its label as `consent_text`": [
    "browser/form: sends the lead with its page and the words that were agreed to, and takes the visitor to the thank-you page",
  ],
  "They are kept with the lead": [
    "lambda/connectors/html-form: may be joined by where it was filled in and the words that were agreed to, which are kept",
  ],
  "Events bubble and have `detail.resumed`": [
    "browser/form: F10: a lead outlives its page and is sent by the next one, which stays where it is",
  ],
  "`event.preventDefault()` leaves to you what is shown and where the visitor goes": [
    "browser/form: leaves the rest to a page that prevents it",
  ],
  "`script-src`, `connect-src` and `form-action` need the address of the bridge, and nothing else.": [
    "browser/form: sends the lead with its page and the words that were agreed to, and takes the visitor to the thank-you page",
    "browser/form: is posted by the browser, and the bridge redirects",
  ],
  "No `eval`, no inline style or script.": [
    "lambda/steps/accept-lead/serve-form-script: weighs less than %s KiB, captchas %s, makes no code out of text, and is the same each time",
  ],
  "loads `form.js` from the address of the bridge with the first letter that somebody types": [
    "operator/sources: is loaded once, by the name that stays, when somebody begins to type",
    "operator/sources: is loaded at once where a lead was left to send",
  ],
  "browsers keep that for a year, and a name of an older version is answered with today's script": [
    "lambda/steps/accept-lead/serve-form-script: is kept for a year under the name of its version",
    "lambda/steps/accept-lead/serve-form-script: is given under the name of every other version as well, so that no page breaks by a release",
    "form/form: may load a version of the script by its name",
  ],
  "Browsers keep the script for an hour, and may use it for a week while they ask for a newer one": [
    "lambda/steps/accept-lead/serve-form-script: may be loaded by every page, is kept for an hour, and used while it is asked for anew",
  ],
  "JSON, forms, multipart and XML are understood.": [
    "lambda/runtime/body: reads what was written",
    "lambda/runtime/body: nests bracketed and dotted names and gathers repeats",
    "lambda/runtime/body: reads multipart, drops files, and finds a boundary that was not declared",
    "lambda/runtime/body: becomes fields by the names of its elements, and questions by their attributes",
  ],
  "a repeat says `duplicate` with the same id. 4xx says what to correct, 503 that it should be sent again.": [
    "lambda/steps/accept-lead/accept-lead: F01/F03/F15: stores it once, however often its sender repeats it, and always answers the same id",
    "lambda/steps/accept-lead/accept-lead: for %s",
    "lambda/steps/accept-lead/accept-lead: F07: asks to send it again when it could not be stored",
  ],
  "`settings.mapping` says where the fields are when their names do not, `settings.items` where a list of leads is.": [
    "lambda/connectors/json: says where its fields are, and has the rest recognised",
    "lambda/connectors/json: F14: may send several leads, each with a key of its own",
  ],
  "is kept in the browser's local storage and sent again: after 2 seconds, then less and less often, at least once in about a minute":
    [
      "form/form: is sent again after 2 seconds, then less and less often, and at least once in 75 seconds, under one key",
    ],
  "`data-thanks` on the form replaces what is said to who was taken.": [
    "form/form: shows the texts that it brings instead of the script's own",
  ],
  'Messages go into `<output data-bridge="status">` and `<output data-bridge="phone">` where the form has them, else into new ones.':
    [
      "form/form: shows messages in the places that it has for them, and in new ones where it has none",
      "browser/form: says beside the field what is wrong with it, and takes it back",
    ],
  "get the plain form, and so do buttons with a `formaction`": [
    "form/form: is left to the browser where the button sends it elsewhere, or to another host than the script's",
    "browser/form: is posted by the browser, and the bridge redirects",
  ],
  "To serve it from your own site, save it there": [
    "form/form: may load the script from its own site, which says where the bridge is",
  ],
};
