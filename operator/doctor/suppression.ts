import { isUsable } from "../../lambda/lead/do-not-call-file.ts";
import { namedOrigins } from "../../lambda/runtime/env.ts";
import { nodeSend } from "../../lambda/runtime/http-client.ts";
import { SourceCredentialsSchema } from "../../lambda/runtime/secret-shapes.ts";
import { type UnusualHour, unusualHours } from "../people/opt-out-flood.ts";
import { sizeOf } from "../people/suppression-list.ts";
import { everyOne } from "../restored/compare.ts";
import type { Stage } from "../stage/stage.ts";
import { counted } from "../words/count.ts";
import { moment } from "../words/times.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

/** How many are on the list of those whom nobody calls, and whether the lists of others can be asked that sources name. */
export async function checkSuppression(stage: Stage): Promise<readonly Finding[]> {
  const words = await everyOne(stage.archive.suppressions());
  const { phones, emails } = sizeOf(words);
  const size = ok(
    "do not call",
    undefined,
    `${counted(phones, "number")} and ${counted(emails, "address", "addresses")} on the list.`,
  );
  const scrubbing = Object.entries(stage.config.sources).filter(([, { scrub }]) => scrub.length > 0);
  const inFile = scrubbing.filter(([, { scrub }]) => scrub.includes("dnc-file")).map(([name]) => name);
  const asking = scrubbing.flatMap(([name, { scrub }]) =>
    scrub.flatMap((list) => (list === "dnc-file" ? [] : [{ name, url: list.url }])),
  );
  return [
    size,
    ...unusualHours(words, stage.now()).map(flood),
    ...(inFile.length > 0 ? await files(inFile, stage) : []),
    ...(await Promise.all(asking.map((one) => provider(one, stage)))),
  ];
}

/** Each of them may be a customer who would like to be called. */
const flood = ({ source, hour, count, usual }: UnusualHour): Finding =>
  warning(
    "opt-outs",
    source,
    `${count} people were put on the list in the hour from ${moment(hour)}, and ${usual} at most in any hour of the month before.`,
    `If somebody played with the form, look at what would be taken back: bridge unsuppress --source ${source} --since ${hour} --check`,
  );

async function files(sources: readonly string[], { archive, now }: Stage): Promise<Finding[]> {
  const stored = await everyOne(archive.doNotCallFiles());
  const who = sources.join(", ");
  const remedy = "Download it from the registry and store it: bridge dnc import FILE --as-of DATE";
  if (stored.length === 0) {
    return [
      fault("do-not-call file", who, "None is stored, so no lead is called of the sources that ask for it.", remedy),
    ];
  }
  const old = stored.filter((file) => !isUsable(file, now()));
  const oldest = stored.map(({ asOf }) => asOf).toSorted()[0];
  const found = `${counted(stored.length, "area code")}, the oldest as of ${oldest}`;
  return old.length === 0
    ? [ok("do-not-call file", who, `${found}.`)]
    : [
        fault(
          "do-not-call file",
          who,
          `${found}: older than 31 days of ${old.map(({ areaCode }) => areaCode).join(", ")}, whose leads are held.`,
          remedy,
        ),
      ];
}

/** It is asked about nobody: whatever a server answers, it is there. Whether it takes our key, the first lead shows. */
async function provider(
  { name, url }: { readonly name: string; readonly url: string },
  { secrets }: Stage,
): Promise<Finding> {
  const credentials = SourceCredentialsSchema.safeParse(await secrets.read("source-credentials")).data;
  if (credentials?.[name]?.scrub_key === undefined) {
    return fault(
      "scrub provider",
      name,
      "There is no key to sign our questions with, so no lead is called.",
      `Write the provider's key: bridge secrets set source-credentials ${name} scrub_key`,
    );
  }
  const send = nodeSend({ mayBePrivate: namedOrigins(url) });
  const limits = { timeoutMs: 2_000, maxResponseBytes: 1_000, freshConnection: true };
  const sent = await send({ method: "GET", url, ...limits });
  if (sent.kind === "answered") return ok("scrub provider", name, "It answers.");
  return fault(
    "scrub provider",
    name,
    `It does not answer (${sent.reason}), so no lead is called.`,
    "Leads are asked about again every five minutes. Look whether its address in the configuration is right.",
  );
}
