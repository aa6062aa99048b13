/**
 * What stands in a form beside what somebody typed: tokens of captchas, each good for one time, how long the visitor
 * took, and the language of the page. Were they kept as fields of the lead, a repeat with a new token would pass for another lead.
 */

/** The fields of Turnstile, hCaptcha (which fills reCAPTCHA's as well), reCAPTCHA and ALTCHA, as their widgets name them. */
const proofFields = ["cf-turnstile-response", "h-captcha-response", "g-recaptcha-response", "altcha"] as const;

/** In milliseconds, from the first letter that was typed, with which `form.js` is loaded, to the button. */
const TOOK = "_took";

/** In which language the visitor is answered. */
export const LANGUAGE = "_lang";

const marks: ReadonlySet<string> = new Set([...proofFields, TOOK, LANGUAGE]);

interface Apart {
  readonly form: unknown;
  readonly proofs: Readonly<Record<string, string>>;
  readonly tookMs: number | undefined;
}

export function apart(form: unknown): Apart {
  if (typeof form !== "object" || form === null || Array.isArray(form)) return { form, proofs: {}, tookMs: undefined };
  const fields = Object.entries(form);
  const said = Object.fromEntries(
    fields.flatMap(([name, value]) => (marks.has(name) ? [[name, wholeText(value)]] : [])),
  );
  const { [TOOK]: took = "", [LANGUAGE]: _, ...proofs } = said;
  return {
    form: Object.fromEntries(fields.filter(([name]) => !marks.has(name))),
    proofs,
    tookMs: /^\d{1,12}$/.test(took) ? Number(took) : undefined,
  };
}

/** Of a field that stands there twice, the first that is filled. Never cut: tokens are longer than what people type. */
function wholeText(value: unknown): string {
  const texts = [value].flat().filter((one) => typeof one === "string" || typeof one === "number");
  return String(texts.find((text) => text !== "") ?? "");
}
