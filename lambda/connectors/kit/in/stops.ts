import type { Reading } from "../../contract/intake.ts";

/**
 * An event at which the calling stops, by the same words by which others are leads: it is read once more as if the
 * settings had asked for it, and what would be a lead then is a record that is stopped. One that is both is a stop, as in
 * doubt nobody is rung.
 * @param asLead how the event reads where `stopOn` stands in the place of `on`
 */
export function withStops(reading: Reading, asLead: Reading): Reading {
  if (asLead.kind !== "leads") return reading;
  const stops = asLead.leads.flatMap(({ record }) => (record ? [record] : []));
  const isStopped = (record: (typeof stops)[number] | undefined) =>
    stops.some(({ type, id }) => type === record?.type && id === record.id);
  const leads = reading.kind === "leads" ? reading.leads.filter(({ record }) => !isStopped(record)) : [];
  return { kind: "leads", leads, stops };
}
