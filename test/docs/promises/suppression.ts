import type { Sentences } from "./sentences.ts";

/** What docs/suppression.md promises. */
export const suppression: Sentences = {
  "So it counts whichever comes first, also between the last look and the claim of the lead; a worker that dies over it leaves the rest to the next minute.":
    [
      "lambda/steps/opt-out: F54: counts in whatever order the two workers ask the table, also between the rules and the claim",
      "lambda/steps/opt-out: F54: counts where its worker died over it: the next minute finishes what it began",
    ],
  "A lead that waits ends as `suppressed` (`opted-out`)": [
    "lambda/steps/opt-out: ends what waits for them, and later leads, in all accounts and whoever releases them",
  ],
  "Nobody overrules the list": [
    "lambda/steps/opt-out: ends what waits for them, and later leads, in all accounts and whoever releases them",
  ],
  "The answer is the same whether or not the number was known, and so is the time that it takes.": [
    "lambda/steps/accept-lead/take-opt-out: puts a number on the list for all, and answers alike whether or not it was there, after the same time",
  ],
  "| an SMS provider |": [
    "lambda/steps/accept-lead/take-opt-out: hears STOP from a provider of text messages, answers it with nothing to send, and passes over other messages",
  ],
  "A source whose key stands in a page may name as many people an hour as it may bring leads": [
    "lambda/steps/accept-lead/take-opt-out: lets one visitor of a page name a few people an hour, as its key stands in the page",
  ],
  "| an agent | a call whose result Callingly says is `removed`": [
    "lambda/steps/report-call/report-call: puts who asked the agent not to be called on the list, once, as an operator may have taken that back since",
  ],
  "The numbers are those of the record's leads.": [
    "lambda/steps/accept-lead/take-stops: puts the number on the list of those whom nobody calls, where it says that its person wants no call",
  ],
  'Only an operator takes a word back: `bridge unsuppress NUMBER --reason "…"`.': [
    "operator/suppression: takes the word back, keeps why, and lets Callingly call the number again",
  ],
  "it binds the group that it was said to and the one in which its source is today.": [
    "lambda/steps/dial-lead/check-suppression: binds as it was said when its source %s: at %s",
  ],
  "it binds everybody where the account is gone too, or where an earlier release noted the source alone.": [
    "lambda/steps/dial-lead/check-suppression: binds all whose account is gone, as its business may be anybody's now",
    "lambda/steps/dial-lead/check-suppression: finds a word for %s about a lead of the website: %s",
  ],
  "`bridge doctor` warns of a source through which twenty people or more opted out": [
    "operator/suppression: is noticed where an hour of the last day had far more than any of the month before",
  ],
  "The first counts them, hour by hour, and changes nothing.": [
    "operator/suppression: is counted first, hour by hour, and nothing is changed",
  ],
  "What an agent, a CRM or an operator said of the same people stands": [
    "operator/suppression: is taken back as a whole, and nothing of another time, source or way",
    "lambda/store/contract: keeps what was sent to a source apart from what others say of the same person, so that each is taken back alone",
  ],
  "A run that broke off is finished by the same command.": [
    "operator/suppression: names the leads that it had ended, and has Callingly unblock those it was told to block",
  ],
  "Where the file of a number's area code is missing or older than 31 days, the lead is held": [
    "lambda/steps/dial-lead/ask-scrub: says who is in it, and lets others be called as long as it is not older than 31 days",
    "lambda/steps/dial-lead/ask-scrub: can say nothing of an area code that was not imported, nor of a number abroad",
  ],
  "anything else has the lead held (`scrub-unreachable`) and asked about again in five minutes": [
    "lambda/steps/dial-lead/ask-scrub: that %s has nobody called",
  ],
};
