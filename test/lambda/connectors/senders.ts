import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import type { Intake, Reading, SourceSecrets } from "../../../lambda/connectors/contract/intake.ts";
import { newLead } from "../../../lambda/lead/accept.ts";
import { aRequest } from "../../fakes/bridge.ts";
import { noon, website } from "../../fakes/leads.ts";

/** A sender as a test plays it: bodies in, readings or the persons of the stored leads out. */

export const intakeOf = ({ intake }: Connector, settings?: unknown): Intake => {
  if (!intake) throw new Error("the connector takes no leads");
  return intake.bind(settings);
};

export const readingOf = async (
  connector: Connector,
  body: unknown,
  { settings, type = "application/json" }: { settings?: unknown; type?: string } = {},
): Promise<Reading> => intakeOf(connector, settings).read(aRequest("/leads/source", posted(body, type)));

/** The persons of the leads as they would be stored, phones as numbers of the United States. */
export async function peopleOf(connector: Connector, ...args: Parts) {
  const reading = await readingOf(connector, ...args);
  if (reading.kind !== "leads") return [];
  return reading.leads.map((draft) => {
    const { person, externalId, extra } = newLead(draft, website, "accept-1", noon);
    const { phoneAsGiven: _given, ...known } = person;
    return { ...known, ...(externalId && { externalId }), extra };
  });
}
type Parts = [body: unknown, options?: { settings?: unknown; type?: string }];

const posted = (body: unknown, type: string) => ({
  headers: { "content-type": type },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

export const secretsWith = (
  values: SourceSecrets["values"] = {},
  keys: readonly string[] = ["key"],
): SourceSecrets => ({
  keys,
  values,
});
