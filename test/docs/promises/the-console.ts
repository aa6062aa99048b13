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
  "The console of `npm start` stands on the first page of `npm start` and asks for no token as long as": [
    "local/start: opens its console from its own pages without a token, and from no page elsewhere",
    "local/start: dials through a server of one's own, says so before anything else, and opens its console to who has the token",
  ],
};
