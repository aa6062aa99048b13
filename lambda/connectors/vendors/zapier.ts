import type { Connector } from "../contract/connector.ts";
import { automation } from "../kit/in/automation.ts";
import { readFreeForm } from "../kit/in/free-form.ts";
import { isAgent, surely } from "../kit/in/recognise.ts";

/**
 * "Webhooks by Zapier", and with it whatever has no webhooks of its own, such as the forms of Squarespace. Names are
 * what the Zap's owner typed. https://help.zapier.com/hc/en-us/articles/8496326446989
 */
export const zapier = {
  key: "zapier",
  title: "Zapier",
  recognises: (request) => surely(isAgent(request, /^Zapier\b/)),
  intake: automation((lead, mapping, country) => readFreeForm(nested(lead), mapping, country)),
} as const satisfies Connector;

type Nested = { [name: string]: unknown };

/** Zapier writes the levels of a name with two underscores: `lead__phone`. */
function nested(flat: object): Nested {
  const result: Nested = {};
  for (const [name, value] of Object.entries(flat)) {
    const [holder = "", ...rest] = name.split("__").filter((part) => part !== "");
    const inner = rest.join("__");
    const there = result[holder];
    if (inner === "" || name.startsWith("_")) result[name] = value;
    else if (there === undefined) result[holder] = { [inner]: value };
    else if (isNested(there)) there[inner] = value;
    else result[name] = value;
  }
  return result;
}

const isNested = (value: unknown): value is Nested =>
  typeof value === "object" && value !== null && !Array.isArray(value);
