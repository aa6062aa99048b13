import * as z from "zod";
import { findConnector } from "../../connectors/find-connector.ts";
import { type Complain, checkSettings } from "./complain.ts";

export const CrmSchema = z.strictObject({
  connector: z.string(),
  settings: z.record(z.string(), z.unknown()).default({}),
});

export type Crms = Readonly<Record<string, z.output<typeof CrmSchema>>>;

export function checkCrms(crms: Crms, complain: Complain): void {
  for (const [name, crm] of Object.entries(crms)) {
    const part = findConnector(crm.connector)?.report;
    if (!part) complain(["crms", name, "connector"], `no CRM connector is called "${crm.connector}"`);
    else checkSettings(part.settings, crm.settings, ["crms", name, "settings"], complain);
  }
}
