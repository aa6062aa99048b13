import { aboutOf } from "../../lambda/connectors/about.ts";
import type { SecretPurpose } from "../stage/description.ts";
import type { Stage } from "../stage/stage.ts";
import { credentialNames } from "./credential-fields.ts";
import { listSecrets, type SecretRow } from "./list-secrets.ts";
import { signerOf } from "./signer.ts";
import { CAPTCHA_SECRET, sourcesWithSecret } from "./try-captcha.ts";

/** Every entry that a person may write, with where its value comes from, and what else the secrets hold. Never a value. */

export interface WritableEntry {
  readonly purpose: SecretPurpose;
  /** As `secrets set` takes it: NAME or NAME.FIELD. Empty for a secret that cannot be read. */
  readonly entry: string;
  /** `optional`: the bridge works without it, or by another of the ways in. The others are as those of {@link SecretRow}. */
  readonly state: SecretRow["state"] | "optional";
  /** What it is, in its vendor's words. */
  readonly label?: string | undefined;
  /** Where it is found. */
  readonly how?: string | undefined;
  /** False for what the bridge makes itself, and for what nothing uses. */
  readonly isWritable: boolean;
}

export async function entriesToWrite(stage: Stage): Promise<WritableEntry[]> {
  const rows = (await listSecrets(stage)).map((row) => ({ ...row, entry: row.entry.replace(/^sources\./, "") }));
  const wanted = [...tokens(stage), ...ofCrms(stage), ...ofSources(stage), ...ofPlatforms(stage)];
  const stateOf = ({ purpose, entry }: Wanted): WritableEntry["state"] => {
    const [name] = entry.split(".");
    const its = rows.filter((row) => row.purpose === purpose);
    const own = its.find((row) => row.entry === entry);
    if (own) return own.state;
    return its.some((row) => row.entry === name && row.state === "missing") ? "missing" : "optional";
  };
  const isKnown = ({ purpose, entry }: SecretRow) =>
    wanted.some((each) => each.purpose === purpose && (each.entry === entry || each.entry.startsWith(`${entry}.`)));
  return [
    ...wanted.map(({ isOther, ...each }) => {
      const state = stateOf(each);
      return { ...each, state: state === "missing" && isOther ? ("optional" as const) : state, isWritable: true };
    }),
    ...rows
      .filter((row) => !isKnown(row))
      .map((row) => ({ ...row, ...(row.entry === "seed" && SEED), isWritable: false })),
  ];
}

const SEED = { label: "what the keys are derived from", how: "made by the bridge" };

interface Wanted extends Pick<WritableEntry, "purpose" | "entry" | "label" | "how"> {
  /** Of another way in than the easiest. */
  readonly isOther?: boolean;
}

const tokens = ({ bridge }: Stage): Wanted[] =>
  [...new Set(bridge.accounts.map(({ token }) => token))].map((entry) => ({
    purpose: "callingly-tokens",
    entry,
    label: "API key of the Callingly account",
    how: "Callingly: Settings, API Keys",
  }));

const ofCrms = ({ config }: Stage): Wanted[] =>
  Object.entries(config.crms).flatMap(([name, { connector }]) => {
    const ways = aboutOf(connector)?.credentials ?? [];
    const seen = new Set<string>();
    return ways.flatMap(({ title, fields }, at) =>
      fields
        .filter(({ name: field }) => !seen.has(field) && seen.add(field))
        .map(
          ({ name: field, label, how }): Wanted => ({
            purpose: "crm-credentials",
            entry: `${name}.${field}`,
            label: ways.length > 1 ? `${label} (by ${title})` : label,
            how,
            isOther: at > 0,
          }),
        ),
    );
  });

function ofSources(stage: Stage): Wanted[] {
  const captchas = sourcesWithSecret(stage);
  return Object.entries(stage.config.sources).flatMap(([source, { captcha }]): Wanted[] => {
    const signer = signerOf(stage.bridge.source(source)?.intake);
    const purpose = "source-keys";
    const signed = "what the vendor signs its requests with; with it only signed requests are let in";
    return [
      ...(captchas.includes(source)
        ? [
            {
              purpose,
              entry: `${source}.${CAPTCHA_SECRET}`,
              label: "secret of the captcha",
              how: `${captcha?.kind}: beside the site key`,
            } as const,
          ]
        : []),
      ...(signer
        ? [
            {
              purpose,
              entry: `${source}.${signer}`,
              label: signed,
              how: "the vendor's page for webhooks or the app",
            } as const,
          ]
        : []),
    ];
  });
}

const ofPlatforms = (stage: Stage): Wanted[] =>
  Object.entries(stage.config.sources).flatMap(([source, { consent }]): Wanted[] => {
    const { intake, platformCrm } = stage.bridge.source(source) ?? {};
    const fields = intake?.platform ? credentialNames(intake.platform.credentials) : [];
    const purpose = "source-credentials";
    return [
      ...fields.map(
        (field): Wanted => ({
          purpose,
          entry: `${source}.${field}`,
          label: platformCrm
            ? `only where the CRM ${platformCrm.name} is not to fetch its leads`
            : "opens the platform that its leads are fetched from",
          how: "the vendor's page for the app",
        }),
      ),
      ...(consent?.keepCertificates
        ? [
            {
              purpose,
              entry: `${source}.trustedform_api_key`,
              label: "API key of TrustedForm",
              how: "TrustedForm: the account's API key",
            } as const,
          ]
        : []),
    ];
  });
