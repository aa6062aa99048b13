import type { Connector } from "../../contract/connector.ts";
import { surely } from "../../kit/in/recognise.ts";
import { espocrmIntake } from "./intake.ts";
import { espocrmReport } from "./report.ts";
import { signatureIn } from "./signature.ts";

/** EspoCRM, which its users host: webhooks bring leads and contacts, several at a time; results become calls on them. */
export const espocrm = {
  key: "espocrm",
  title: "EspoCRM",
  recognises: ({ headers }) =>
    surely(
      [headers.signature, headers["x-signature"]].some((text) => text !== undefined && signatureIn(text) !== undefined),
    ),
  intake: espocrmIntake,
  report: espocrmReport,
} as const satisfies Connector;
