import { automation } from "./automation.ts";
import type { Connector } from "./connector.ts";
import { readFreeForm } from "./free-form.ts";
import { isAgent } from "./recognise.ts";
import { parseSpliced } from "./spliced-json.ts";

/**
 * Make's HTTP module: whatever the scenario's author composed, often JSON by hand with values put in unescaped.
 * https://apps.make.com/http
 */
export const make = {
  key: "make",
  title: "Make",
  recognises: (request) => isAgent(request, /^(?:Make|Integromat)\b/),
  intake: automation(readFreeForm, { parse: parseSpliced }),
} as const satisfies Connector;
