import { findConnector } from "../../lambda/connectors/find-connector.ts";
import { signerOf } from "../secrets/signer.ts";

/**
 * Whether `bridge send` can make a lead at a source of a connector: it reads plain fields of anybody who has the key. No
 * connector says that: it shows by what its intake makes of them. One that asks for settings, signs, or names its leads
 * by ids takes none.
 */
export async function takesTestLead(connector: string): Promise<boolean> {
  const { preview } = await import("../preview/preview.ts");
  const { readRequest } = await import("../preview/read-request.ts");
  if (signerOf(findConnector(connector)?.intake?.bind(undefined)) !== undefined) return false;
  const request = readRequest(Buffer.from(JSON.stringify(fields)));
  const options = { connector, country: "US", at: new Date() } as const;
  const shown = await preview(request, options).catch(() => undefined);
  return shown?.leads.length === 1 && shown.reply.status < 300;
}

const fields = { first_name: "Test", last_name: "Lead", phone: "+12025550100" };
