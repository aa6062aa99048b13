import * as z from "zod";
import { CaptchaSchema } from "../../captcha/settings.ts";
import type { Configured } from "../../connectors/contract/connector.ts";
import type { Intake } from "../../connectors/contract/intake.ts";
import { findConnector } from "../../connectors/find-connector.ts";
import { packs } from "../../lead/hours/rules-of-place.ts";
import { type Accounts, idOf } from "./accounts.ts";
import { type Complain, checkSettings, namesOf } from "./complain.ts";
import { ConsentTermsSchema, checkConsent } from "./consent.ts";
import type { Crms } from "./crms.ts";
import { Country, Name } from "./words.ts";

/** A lead that finds no place has asked each item that holds ninety of them. */
const MAX_PER_HOUR = 2_000;

/** Numbers go there, so nobody on the way may read them; a provider on this machine is one that somebody tries. */
const ScrubUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) =>
      URL.canParse(url) &&
      (new URL(url).protocol === "https:" || /^(?:127\.0\.0\.1|localhost)$/.test(new URL(url).hostname)),
    "write an https address",
  );

export const SourceSchema = z.strictObject({
  connector: z.string(),
  account: Name,
  /** The Callingly team that is rung. */
  team: z.int().positive(),
  /** Where phone numbers without a country code are at home. */
  country: Country.default("US"),
  /**
   * Countries whose numbers are called; a lead with another number is held. Default: `country`, and where it is US or CA
   * its neighbours that cost the same.
   */
  callCountries: z.array(Country).min(1).optional(),
  /**
   * How many leads that came within one hour may be called or have another effect outside, altogether and from one
   * visitor; the others are held. Default: 500 and 10 for web forms; 500 for form builders, site builders and bookings,
   * through which anybody may send as well; none for all other senders.
   */
  limits: z
    .strictObject({
      perHour: z.int().positive().max(MAX_PER_HOUR).optional(),
      perVisitor: z.int().positive().max(MAX_PER_HOUR).optional(),
    })
    .default({}),
  /**
   * Lists of others in which each number is looked up before it is called: `dnc-file` is the do-not-call file that
   * `bridge dnc import` has stored; `{ url }` a provider that is asked with the source's `scrub_key`. Where none can tell,
   * the lead is held. Default: none.
   */
  scrub: z.array(z.union([z.literal("dnc-file"), z.strictObject({ url: ScrubUrl })])).default([]),
  /**
   * Whom a word binds that comes through this source's door for opt-outs: `all` who call through this bridge, or the
   * source's `own` business, which are the sources of its group. Default: all.
   */
  optOut: z.enum(["all", "own"]).default("all"),
  /**
   * At which hours its people are rung where they are. `requested`: they asked for this call, so rules that bind only
   * calls which nobody asked for do not hold; `conservative`: every rule holds. `off`: they are rung at any hour, with the
   * name of who answers for it. Default: `requested` for forms, form builders, ad platforms and bookings; `conservative`
   * for CRMs, and for senders of which nobody knows whether the person asked.
   */
  hours: z
    .union(
      [
        z.enum(packs),
        z.strictObject({ off: z.strictObject({ by: z.string().min(1), reason: z.string().min(1) }) }),
        // What the default came to, in a configuration that was checked.
        z.strictObject({ usual: z.enum(packs) }),
      ],
      'write "requested", "conservative" or { off: { by: "who answers for it", reason: "why" } }',
    )
    .optional(),
  /** Sent to Callingly for whisper text and routing, unless the lead says its own. */
  category: z.string().max(100).optional(),
  /** How its people agree to be called. Without it a consent is on record for none of them. */
  consent: ConsentTermsSchema.optional(),
  /** The CRMs that get the results, by their names in `crms`. */
  report: z.array(Name).default([]),
  /**
   * Leads of one person are rung once for all sources of the account that have the same group, and each source's CRMs
   * get the result. Other groups ring for themselves, one after the other, and get nothing of it. Default: the sources
   * that report to the same CRMs; without any, the leads that the same team rings.
   */
  group: Name.optional(),
  /**
   * The CRM whose records the source's leads are, by its name in `crms`; null says that no CRM has them. Default: the
   * one in `report` that has the source's connector. Another CRM has other records under the same ids.
   */
  records: Name.nullable().optional(),
  /**
   * What a form's visitor has to show before the lead is taken: no token, no lead. Where nobody can tell whether a token
   * is good, the lead is held. Default: none.
   */
  captcha: z.optional(CaptchaSchema),
  settings: z.record(z.string(), z.unknown()).default({}),
});

type SourceSettings = z.output<typeof SourceSchema>;
type Sources = Readonly<Record<string, SourceSettings>>;

interface Around {
  readonly accounts: Accounts;
  readonly crms: Crms;
}

export function checkSources(sources: Sources, { accounts, crms }: Around, complain: Complain): void {
  for (const [name, source] of Object.entries(sources)) {
    const part = findConnector(source.connector)?.intake;
    if (!part) complain(["sources", name, "connector"], `no source connector is called "${source.connector}"`);
    else checkSettings(part.settings, source.settings, ["sources", name, "settings"], complain);
    if (source.limits.perVisitor !== undefined && part && !isPublic(part, source.settings)) {
      complain(
        ["sources", name, "limits", "perVisitor"],
        "leave it out; the visitors of this source are not known, as a vendor stands between",
      );
    }
    if (source.captcha !== undefined && part && !isPublic(part, source.settings)) {
      complain(
        ["sources", name, "captcha"],
        "leave it out; only a form that the browser itself posts brings a captcha's token, here none would come",
      );
    }
    const isKnown = Object.keys(accounts).some((account) =>
      [account, idOf(accounts, account)].includes(source.account),
    );
    if (!isKnown) {
      complain(["sources", name, "account"], `name one of the accounts: ${namesOf(accounts)}`);
    }
    source.report.forEach((crm, index) => {
      const path = ["sources", name, "report", index];
      if (!(crm in crms)) complain(path, `name one of the crms: ${namesOf(crms)}`);
      if (source.report.indexOf(crm) < index) complain(path, `"${crm}" is named twice; remove one`);
    });
    checkRecords(name, source, crms, complain);
    checkConsent(source.consent, ["sources", name, "consent"], complain);
  }
}

/** Whose records the leads are must be said where it can be several CRMs'. */
function checkRecords(name: string, source: SourceSettings, crms: Crms, complain: Complain): void {
  const alike = Object.keys(crms).filter((crm) => crms[crm]?.connector === source.connector);
  const owners = source.report.filter((crm) => alike.includes(crm));
  const isSaid = source.records !== undefined;
  if (source.records != null && !alike.includes(source.records)) {
    complain(["sources", name, "records"], `name one of the crms with its connector: ${alike.join(", ") || "none"}`);
  }
  if (!isSaid && owners.length > 1) {
    const choice = owners.map((crm) => `"${crm}"`).join(" or ");
    complain(["sources", name, "records"], `say whose records its leads are: ${choice}, or null for none of them`);
  }
}

/** Each source has an output of the stack, named after it. */
export function checkOutputs(sources: Sources, complain: Complain): void {
  const shown = new Map<string, string>();
  for (const name of Object.keys(sources)) {
    const twin = shown.get(toPascalCase(name));
    if (twin === undefined) shown.set(toPascalCase(name), name);
    else complain(["sources", name], `"${twin}" and "${name}" would share one output of the stack; rename one`);
  }
}

/** A name as a part of a stack output's, where CloudFormation allows letters and digits only. */
export const toPascalCase = (name: string): string =>
  name.replace(/(?:^|-)+(.?)/g, (_, letter: string) => letter.toUpperCase());

/** Settings that do not fit are reported elsewhere. */
const isPublic = ({ settings, bind }: Configured<Intake>, given: unknown): boolean =>
  z.safeParse(settings, given).success && bind(given).isPublic === true;
