import type { CaptchaSettings } from "../../lambda/captcha/settings.ts";
import { directionOf, type Language } from "../../lambda/connectors/kit/words/languages.ts";
import { formWords } from "./form-words.ts";
import { type Widget, widgetOf } from "./widget.ts";

interface Door {
  readonly source: string;
  readonly connector: string;
  readonly captcha?: CaptchaSettings | undefined;
  readonly url: string;
  /** The page that says how its sender is connected. */
  readonly page: string;
  /** Pages whose scripts may read the answer, by the source's `allowedOrigins`. */
  readonly origins: readonly string[];
  /** In which the form is written. */
  readonly language: Language;
  /** In which the source answers. */
  readonly answersIn: readonly Language[];
  /** How a change of the configuration comes into force, at the end of a sentence. */
  readonly bringIn: string;
}

/** The form works without; its script would do nothing, and say nothing. */
const noOrigins = (bringIn: string): string =>
  `Before you paste it: form.js works on pages that settings.allowedOrigins of the source names, and it names none.
Add yours in bridge.config.ts, as ["https://www.example.com"], and ${bringIn}. Without it the form still sends, by itself.`;

const noAnswersIn = (language: Language, bringIn: string): string =>
  `Before you paste it: its visitors would be answered in another language. Add languages: ["${language}"] to the settings of the source
in bridge.config.ts, and ${bringIn}.`;

/** The text to paste into the sender, with a source's address. */
export function snippet({
  source,
  connector,
  captcha,
  url,
  page,
  origins,
  language,
  answersIn,
  bringIn,
}: Door): string {
  if (connector === "html-form") {
    const form = htmlForm(url, language, captcha ? widgetOf(captcha, source) : { attributes: "" });
    const before = [
      ...(origins.length > 0 ? [] : [noOrigins(bringIn)]),
      ...(answersIn.includes(language) ? [] : [noAnswersIn(language, bringIn)]),
    ];
    return [...before, form].join("\n\n");
  }
  if (connector === "json") return curl(url);
  return [
    "Put this address where the sender asks for a webhook or a URL:",
    "",
    `  ${url}`,
    "",
    `Where that is, and what else to copy, is in ${page}.`,
  ].join("\n");
}

/** As in docs/sources/html-and-json.md. */
const htmlForm = (url: string, language: Language, { attributes, box, script }: Widget): string => {
  const words = formWords[language];
  const direction = directionOf(language) === "rtl" ? ' dir="rtl"' : "";
  return `<form action="${url}" method="post"${attributes} lang="${language}"${direction} data-waiting="${words.waiting}">
  <label>${words.name} <input name="name" autocomplete="name" required></label>
  <label>${words.phone} <input name="phone" type="tel" autocomplete="tel" required></label>
  <label>${words.email} <input name="email" type="email" autocomplete="email"></label>
  <input name="_lang" type="hidden" value="${language}">
  <input name="_gotcha" tabindex="-1" autocomplete="off" style="position:absolute;left:-9999px" aria-hidden="true">
  <label><input name="consent" type="checkbox" required> ${words.consent}</label>
  ${box === undefined ? "" : `${box}\n  `}<button>${words.send}</button>
</form>${script === undefined ? "" : `\n${script}`}
${patience(`${new URL(url).origin}/form.js`)}`;
};

/**
 * Nearly all visitors look at a page and go, and each load of the script is a request to the bridge: it comes with the
 * first letter that somebody types. By the name that stays, as what was pasted is not pasted again.
 */
const patience = (src: string): string => `<script>
  // Keeps a lead until it has arrived. Loaded when somebody types, or at once where a lead was left.
  addEventListener("input", () => {
    document.head.append(Object.assign(document.createElement("script"), { src: "${src}" }));
  }, { once: true });
  if (Object.keys(localStorage).some((name) => name.startsWith("bridge:lead:"))) dispatchEvent(new Event("input"));
</script>`;

const curl = (url: string): string =>
  `curl '${url}' \\
  -H 'Content-Type: application/json' -H 'Idempotency-Key: an id of yours, one for each lead' \\
  -d '{"first_name": "Dana", "last_name": "Whitfield", "phone": "(212) 555-0123", "email": "dana@example.com"}'`;
