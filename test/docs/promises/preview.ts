import type { Sentences } from "./sentences.ts";

/** What docs/preview.md promises. */
export const preview: Sentences = {
  "the lead with the reason for each field, whether the signature holds, what Callingly would be sent, and the answer":
    [
      "operator/preview: is previewed with lead, reasons, call and answer",
      "docs/preview: prints what it shows for: $command",
    ],
  "The body is taken byte for byte up to `Content-Length`, so that a signature can be checked.": [
    "operator/preview: may be raw HTTP with the line ends of an editor, and a line end too many",
    "operator/preview: holds with the right secret over the right bytes",
  ],
  "as a browser's \"Copy as cURL\" (bash) or a vendor's page gives it": [
    "operator/preview: may be %s",
    "operator/preview: may be a curl command with a form of several parts, whose files are not read",
  ],
  "JSON, a form, XML. It counts as posted by a server.": ["docs/preview: prints what it shows for: $command"],
  "A visitor can correct a wrong number, so a form is answered with 422. A machine is answered with 200": [
    "operator/preview: is read as the connector, the country or the configured source that was named",
    "lambda/steps/accept-lead/accept-lead: F13: keeps a machine's lead with an impossible phone as held",
  ],
  "reads it as this connector, instead of the one that recognises it": [
    "operator/preview: is read as the connector, the country or the configured source that was named",
    "operator/preview: in %s goes to %s, is %s and answered with %i",
  ],
  "reads it as this source of `bridge.config.ts` would, with its settings, country and team": [
    "operator/preview: is read as the connector, the country or the configured source that was named",
    "operator/preview: is checked with the secret that the bridge holds, which is not shown",
  ],
  "Without it no signature is checked": ["operator/preview: holds with the right secret over the right bytes"],
  "The key in a source's address is not looked at: the preview brings its own.": [
    "operator/preview: is read whatever key it came with, since the preview brings its own",
  ],
  "`valid` means that the request passes with this secret and fails with another.": [
    "operator/preview: holds with the right secret over the right bytes",
    "operator/preview: that does not hold still shows what would be read",
  ],
  "a body that was formatted, or copied from a page, no longer fits": [
    "operator/preview: that does not hold still shows what would be read",
  ],
  "Absent values are null.": ["operator/preview: is previewed with lead, reasons, call and answer"],
  "With several leads in one request, `call` is a list, and the fields of the second in `why` begin with `leads.1.`": [
    "operator/preview: with several leads has a call for each",
  ],
  "| 1 | it is refused; `why` and the answer say why |": ["docs/preview: prints what it shows for: $command"],
  "| 2 | the preview could not be made; the message says what to change |": [
    "operator/preview: that cannot be read is refused with the next step: %j",
    "operator/preview: wants the source to be named",
  ],
};
