import type { Connector } from "./connector.ts";
import { htmlForm } from "./html-form.ts";
import { hubspot } from "./hubspot.ts";
import { json } from "./json.ts";
import { webhook } from "./webhook.ts";

/** Every connector there is. A new one is its file, one line here, and a recorded fixture. */
export const connectors = [htmlForm, json, hubspot, webhook] as const satisfies readonly Connector[];

/** The connector of a name in bridge.config.ts. */
export const findConnector = (key: string): Connector | undefined =>
  connectors.find((connector) => connector.key === key);
