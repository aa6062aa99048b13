import { type Lead, type OptionalField, optionalFields } from "../lead.ts";

/** The fields that Callingly gets with a dial, and those that may be left out where it refuses them. */

/**
 * The fields to leave out from now on, since Callingly refused them. A name that is left out is replaced by one that says
 * nothing: whether names are required is disputed among Callingly's users.
 * @returns undefined when no field that was sent is among the refused ones
 */
export function leftOut(lead: Lead, refused: readonly OptionalField[]): readonly OptionalField[] | undefined {
  const sent = refused.filter((field) => valueIn[field](lead) && !lead.leftOut?.includes(field));
  const expendable = sent.filter((field) => field !== "crm_id");
  const given = expendable.length > 0 ? expendable : sent;
  return given.length > 0 ? [...(lead.leftOut ?? []), ...given] : undefined;
}

const valueIn: Readonly<Record<OptionalField, (lead: Lead) => string | number | undefined>> = {
  email: ({ person }) => person.email,
  company: ({ person }) => person.company,
  category: ({ category }) => category,
  source: ({ source }) => source,
  first_name: ({ person }) => person.firstName,
  last_name: ({ person }) => person.lastName,
  crm_id: ({ ref }) => ref,
};

/** The request for a lead's call. */
export function toCallInput(lead: Lead, team: number) {
  const of = <Field extends OptionalField>(field: Field) => {
    const value = lead.leftOut?.includes(field) ? undefined : valueIn[field](lead);
    return value === undefined || value === "" ? {} : { [field]: value };
  };
  return {
    team_id: team,
    phone_number: lead.person.phone ?? "",
    first_name: "Unknown",
    last_name: "Lead",
    ...Object.assign({}, ...optionalFields.map(of)),
  };
}
