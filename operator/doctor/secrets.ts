import * as z from "zod";
import {
  CallbackTokensSchema,
  CallinglyTokensSchema,
  CrmCredentialsSchema,
  OriginHeaderSchema,
  SourceCredentialsSchema,
  SourceKeysSchema,
} from "../../lambda/runtime/secret-shapes.ts";
import { Problem } from "../../lib/program/problem.ts";
import { credentialFields, writeCredentials } from "../secrets/credential-fields.ts";
import { neededCrms } from "../secrets/needed-crms.ts";
import { signerOf } from "../secrets/signer.ts";
import { purposesOf, type SecretPurpose } from "../stage/description.ts";
import type { Stage } from "../stage/stage.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

/** Whether the secrets hold what the configuration needs. Their values are never shown. */
export async function checkSecrets(stage: Stage): Promise<readonly Finding[]> {
  const read = new Map<SecretPurpose, unknown>();
  const findings: Finding[] = [];
  for (const purpose of purposesOf(stage)) {
    try {
      const value = await stage.secrets.read(purpose);
      const problem = problemWith(purpose, value);
      findings.push(problem ?? ok("secret", purpose, "A JSON object, as it should be."));
      if (!problem) read.set(purpose, value);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      findings.push(fault("secret", purpose, ...parted(error.message)));
    }
  }
  const { config } = stage;
  const crms = CrmCredentialsSchema.safeParse(read.get("crm-credentials")).data;
  return [
    ...findings,
    ...crmCredentials(stage, crms),
    ...platformCredentials(stage, SourceCredentialsSchema.safeParse(read.get("source-credentials")).data, crms),
    ...certificateKeys(stage, SourceCredentialsSchema.safeParse(read.get("source-credentials")).data),
    ...Object.keys(config.sources).flatMap((source) =>
      signature(stage, source, SourceKeysSchema.safeParse(read.get("source-keys")).data?.sources?.[source]),
    ),
  ];
}

/** The fault, and its remedy. */
const parted = (message: string): [found: string, remedy: string] => {
  const [, found = message, remedy = "Look at the secret."] = /^(.*?)[;:] (.*)$/s.exec(message) ?? [];
  return [`${found}.`, remedy];
};

const shapes = {
  "source-keys": [SourceKeysSchema, 'It needs a "seed" of 16 characters or more, and texts by name under "sources".'],
  "callback-tokens": [CallbackTokensSchema, 'It needs a "seed" of 16 characters or more.'],
  "callingly-tokens": [CallinglyTokensSchema, "It needs texts: a token by the name of each account."],
  "crm-credentials": [CrmCredentialsSchema, "It needs objects of texts, by the names of the CRMs."],
  "source-credentials": [SourceCredentialsSchema, "It needs objects of texts, by the names of the sources."],
  "origin-header": [OriginHeaderSchema, 'It needs a "seed" of 16 characters or more.'],
} as const;

function problemWith(purpose: SecretPurpose, value: unknown): Finding | undefined {
  const [schema, needs] = shapes[purpose];
  const { error } = schema.safeParse(value);
  if (!error) return undefined;
  const where = error.issues[0]?.path.join(".") || "the whole";
  return fault("secret", purpose, `It does not hold what it should, at ${where}. ${needs}`, remedyFor(purpose));
}

const remedyFor = (purpose: SecretPurpose): string =>
  purpose === "source-keys" || purpose === "callback-tokens" || purpose === "origin-header"
    ? `Make a new seed: bridge secrets rotate ${purpose}`
    : `Write it entry by entry: bridge secrets set ${purpose} NAME`;

function crmCredentials(stage: Stage, credentials: Credentials): Finding[] {
  const { bridge } = stage;
  return neededCrms(stage).map((name) => {
    const reporter = bridge.crm(name)?.reporter;
    const given = credentials?.[name];
    if (reporter && z.safeParse(reporter.credentials, given).success)
      return ok("CRM credentials", name, "There, and complete.");
    const fields = reporter ? credentialFields(reporter.credentials) : "";
    const found = given ? `They are not complete; needed: ${fields}.` : `There are none; needed: ${fields}.`;
    return fault("CRM credentials", name, `${found} Its results wait.`, `Let the bridge in: bridge connect ${name}`);
  });
}

type Credentials = Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;

function platformCredentials({ config, bridge }: Stage, credentials: Credentials, crms: Credentials): Finding[] {
  return Object.keys(config.sources).flatMap((name) => {
    const { intake, platformCrm: crm } = bridge.source(name) ?? {};
    const platform = intake?.platform;
    if (!platform) return [];
    if (z.safeParse(platform.credentials, credentials?.[name]).success)
      return [ok("platform credentials", name, "There, and complete.")];
    if (crm && z.safeParse(crm.access.credentials, crms?.[crm.name]).success)
      return [ok("platform credentials", name, `None of its own; those of the CRM ${crm.name} fetch its leads.`)];
    if (platform.isOptional)
      return [ok("platform credentials", name, "None; they are needed only for leads that come as ids.")];
    if (crm)
      return [
        fault(
          "platform credentials",
          name,
          `Its leads come as ids and cannot be fetched: they are records of the CRM ${crm.name}, whose credentials are not there.`,
          `Let the bridge in: bridge connect ${crm.name}`,
        ),
      ];
    const fields = credentialFields(platform.credentials);
    return [
      fault(
        "platform credentials",
        name,
        `Its leads come as ids and cannot be fetched; needed: ${fields || "the access of a CRM that it reports to"}.`,
        writeCredentials(name, platform.credentials),
      ),
    ];
  });
}

/** Whose certificates are to be kept, and with what. */
const certificateKeys = ({ config }: Stage, credentials: Credentials): Finding[] =>
  Object.entries(config.sources).flatMap(([name, { consent }]) => {
    if (!consent?.keepCertificates) return [];
    if (credentials?.[name]?.trustedform_api_key)
      return [ok("certificates", name, "TrustedForm is asked to keep them.")];
    return [
      fault(
        "certificates",
        name,
        "TrustedForm cannot be asked to keep them, and lets go of each after 90 days; needed: trustedform_api_key.",
        `Write it: bridge secrets set source-credentials ${name}.trustedform_api_key`,
      ),
    ];
  });

// ── vendors that sign ───────────────────────────────────────────────────────────────────────────────────────────

function signature(stage: Stage, source: string, own: Readonly<Record<string, string>> | undefined): Finding[] {
  const signer = signerOf(stage.bridge.source(source)?.intake);
  if (signer === undefined) return [];
  if (own?.[signer]) return [ok("signature", source, "Only signed requests are let in.")];
  return [
    warning(
      "signature",
      source,
      "Its vendor can sign, but the bridge does not know with what: anybody who has the address is let in.",
      `If it signs, write what it shows: bridge secrets set source-keys ${source}.${signer}`,
    ),
  ];
}
