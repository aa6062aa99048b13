import type { Sentences } from "./sentences.ts";

/** What SECURITY.md promises of the operator's console. */
export const theConsole: Sentences = {
  "`bridge console` serves its pages on 127.0.0.1": ["operator/console/safety: on 127.0.0.1 and nowhere else"],
  "Its address carries a token of 32 random bytes behind `#`, where no request holds it.": [
    "operator/console/safety: carries its token where no request does, in 32 random bytes",
  ],
  "It counts once, and for a minute.": [
    "operator/console/safety: opens it once: the second page that brings the token is refused",
    "operator/console/safety: counts for a minute",
  ],
  "there is no cookie": [
    "operator/console/safety: answers nobody without a session: %s",
    "operator/console/safety: loads nothing from elsewhere, is in no frame, is kept nowhere and tells no other site of itself",
  ],
  "A request that names another host or comes from another origin is refused": [
    "operator/console/safety: to no host but its own: %s is refused",
    "operator/console/safety: to no origin but its own: %s is refused",
  ],
  "A page loads its own script and sheet and nothing else, and nothing inline": [
    "operator/console/safety: is one document, one script and one sheet, with nothing inline and nothing of another host",
  ],
  "it is in no frame, is kept in no cache, and tells no other site of itself": [
    "operator/console/safety: loads nothing from elsewhere, is in no frame, is kept nowhere and tells no other site of itself",
  ],
  "Names and numbers are masked by the server until the operator asks for them.": [
    "operator/console/safety: is masked until the operator asks for it",
    "operator/console/safety: is shown when the operator asks for it",
  ],
  "With `--masked` they are never said, and with `--read-only` nothing is changed, whatever the page asks for.": [
    "operator/console/safety: is never shown where the console is masked, whatever the page asks for",
    "operator/console/safety: that changes something is refused where the console is read only: %s",
  ],
  "No answer holds a token, a key or a credential.": [
    "operator/console/no-secrets: holds where the console is masked: $isMasked",
  ],
  "with `--masked` they give none": [
    "operator/console/sources: gives its address and its snippet when it is asked, and never where the console is masked",
  ],
  "Nobody is rung from a page without the question that says whom.": [
    "operator/console/asked-first: that change something are known, each as one that may ring or as one that rings nobody",
    "operator/console/asked-first: rings nobody",
  ],
  "the act takes that proof and nothing else": [
    "operator/console/asked-first: is done once with its own proof, and what else is sent with it changes nothing of it",
  ],
  "it counts once, for five minutes, in its session, for what was shown": [
    "operator/console/asked-first: is refused with the proof of another session",
    "operator/console/asked-first: is refused with a proof that is too old",
    "operator/console/asked-first: is refused with the proof of another question",
  ],
  "Without it the act is refused (409) and nothing happens.": [
    "operator/console/asked-first: is refused without a proof, or with a guess, and nothing happens",
  ],
  "A session ends when nobody has used it for as long as `--idle` says, that of a closed tab too, and after twelve hours in any case.":
    [
      "operator/console/sessions: lasts as long as it is used, and ends when nobody has used it for a while",
      "operator/console/sessions: of a tab that was closed ends like any other, while another goes on",
      "operator/console/sessions: ends after twelve hours, however much it is used",
    ],
  "A page that looks by itself does not keep it alive.": [
    "operator/console/sessions: is not kept alive by a page that asks by itself",
  ],
  "it goes on when its page is closed, stands on top of every page, and ends after the lead at hand when it is stopped":
    [
      "operator/console/works: is begun and answered at once, goes on without its page, and is found with its progress and its end",
      "operator/console/works: ends after the lead at hand when the operator stops it; the others wait as they did",
    ],
  "The console of `npm start` wants the token that its terminal shows, whatever is played": [
    "local/start: opens its console by the token in the address that it prints, as often as that is opened, and by nothing else",
    "local/start: dials through a server of one's own, says so before anything else, and opens its console to who has the token",
  ],
};
