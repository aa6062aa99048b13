import { SourceKeysSchema } from "../../lambda/runtime/secret-shapes.ts";
import { askWithSecret, CAPTCHA_SECRET, sourcesWithSecret } from "../secrets/try-captcha.ts";
import type { Stage } from "../stage/stage.ts";
import { bringIn } from "../words/bring-in.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

/** Whether each form that asks for a captcha can have its tokens checked, and takes those of its own pages alone. */
export async function checkCaptchas(stage: Stage): Promise<readonly Finding[]> {
  const names = sourcesWithSecret(stage);
  if (names.length === 0) return [];
  const { data } = SourceKeysSchema.safeParse(await stage.secrets.read("source-keys"));
  const findings = names.map(async (name): Promise<Finding[]> => {
    const found = await secretOf(stage, name, data?.sources?.[name]?.[CAPTCHA_SECRET]);
    return [found, ...pagesOf(stage, name)];
  });
  return (await Promise.all(findings)).flat();
}

async function secretOf(stage: Stage, name: string, secret: string | undefined): Promise<Finding> {
  const verdict = await askWithSecret(stage, name, secret);
  const write = `Write the one of your site key: bridge secrets set source-keys ${name}.${CAPTCHA_SECRET}`;
  if (verdict?.kind !== "unsure") return ok("captcha", name, "Its vendor takes our secret.");
  if (verdict.reason === "captcha-misconfigured")
    return fault(
      "captcha",
      name,
      `Its tokens cannot be checked (${verdict.why}): all leads of the form are held.`,
      write,
    );
  return warning(
    "captcha",
    name,
    `Its vendor does not answer (${verdict.why}): leads of the form are held meanwhile.`,
    "It passes by itself. What was held until then waits for you: bridge leads list",
  );
}

function pagesOf(stage: Stage, name: string): Finding[] {
  const { config } = stage;
  const captcha = config.sources[name]?.captcha;
  if (captcha === undefined || captcha.kind === "altcha" || captcha.hostnames.length > 0) return [];
  return [
    warning(
      "captcha",
      name,
      "It takes tokens of any page: another site with the same site key can get some for this form.",
      `Name your pages in sources.${name}.captcha.hostnames, such as ["www.example.com"], and ${bringIn(stage)}.`,
    ),
  ];
}
