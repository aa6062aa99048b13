import type { Sentences } from "./sentences.ts";

export const crms: Sentences = {
  "shows every request that the connector would make for each kind of result": [
    "operator/results/preview: is shown for each kind of result, and nothing of it is refused",
    "operator/results/preview: of the kind %s is written so",
    "operator/results/preview: of the kind %s is posted so",
  ],
  "in order and without secrets": ["operator/results/preview: holds no secret, in whatever form it is sent"],
  "`NAME` is a CRM of `bridge.config.ts`, with its settings, or a connector of the table above.": [
    "operator/results/preview: goes to the address of the CRM that bridge.config.ts names so",
    "operator/results/preview-refused: says which CRMs there are when there is none of the name",
  ],
  "`--settings FILE` takes other settings, as JSON": [
    "operator/results/preview: goes to the address of the settings that are handed over",
  ],
  '`--json` prints one array of `{"result", "method", "url", "headers", "body"}`.': [
    "operator/results/preview: is one JSON array for scripts: each request with the kind of result that it is for",
  ],
  "A list is written in its order, so that a second result of a call changes the first.": [
    "operator/results/preview: are written in their order, so that a second result of a call changes the first",
  ],
  "A lead with a `record` came from the CRM, and is shown under that id.": [
    "operator/results/under-own-id: shows a record under the id that was named, wherever it stands by itself, and nothing else",
  ],
};
