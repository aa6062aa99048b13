import type { WrongName } from "../../contract/about.ts";

/**
 * Compares what settings name with what a CRM says of its fields. Many a CRM drops a field that it does not know and says
 * nothing, so that a wrong letter costs the figures of months. For `about.ts`: no function carries it.
 */

/** A field of the CRM, as far as it is compared. */
export interface KnownField {
  /** In the CRM's words. */
  readonly type: string;
  /** For one that holds one of a list: the list. */
  readonly options?: readonly string[] | undefined;
}

/** Something that a setting names: a field, or what one is to hold. */
export interface Named {
  /** As a path, e.g. `fields.attempts`. */
  readonly setting: string;
  readonly field: string | undefined;
  /** The types, in the CRM's words, into which goes what the bridge writes. Default: any. */
  readonly types?: readonly string[];
  /** What the field is to hold. */
  readonly value?: string | null;
}

/** @param of whose fields they are, for people: "of a Lead" */
export const wrongNames = (named: readonly Named[], fields: ReadonlyMap<string, KnownField>, of: string): WrongName[] =>
  named.flatMap(({ setting, field, types, value }): WrongName[] => {
    if (field === undefined || value === null) return [];
    const known = fields.get(field);
    if (!known) return [{ setting, found: `names the field “${field}”, which is none ${of}` }];
    if (types && !types.includes(known.type)) {
      return [
        {
          setting,
          found: `names the field “${field}” ${of}, which is of the type ${known.type}; use one of the type ${types.join(" or ")}`,
        },
      ];
    }
    if (value === undefined || !known.options || known.options.includes(value)) return [];
    return [
      { setting, found: `is “${value}”, and “${field}” ${of} knows only ${known.options.filter(Boolean).join(", ")}` },
    ];
  });

/** What a setting with a value for each outcome names. */
export const valuesIn = (setting: string, field: string, values: Readonly<Record<string, string | null>>): Named[] =>
  Object.entries(values).map(([outcome, value]) => ({ setting: `${setting}.${outcome}`, field, value }));
