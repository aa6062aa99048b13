import type { Connector } from "../contract/connector.ts";
import { automation } from "../kit/in/automation.ts";
import { readFreeForm } from "../kit/in/free-form.ts";
import { parseSpliced } from "../kit/in/parse-spliced.ts";
import { isAgent, surely } from "../kit/in/recognise.ts";

/**
 * Make's HTTP module: whatever the scenario's author composed, often JSON by hand with values put in unescaped.
 * https://apps.make.com/http
 */
export const make = {
  key: "make",
  title: "Make",
  recognises: (request) => surely(isAgent(request, /^(?:Make|Integromat)\b/)),
  intake: automation(readFreeForm, { parse: parseSpliced }),
} as const satisfies Connector;
