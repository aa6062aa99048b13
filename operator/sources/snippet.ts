import type { CaptchaSettings } from "../../lambda/captcha/settings.ts";
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
}

/** The form works without; its script would do nothing, and say nothing. */
const NO_ORIGINS = `Before you paste it: form.js works on pages that settings.allowedOrigins of the source names, and it names none.
Add yours in bridge.config.ts, as ["https://www.example.com"], and deploy. Without it the form still sends, by itself.`;

/** The text to paste into the sender, with a source's address. */
export function snippet({ source, connector, captcha, url, page, origins }: Door): string {
  if (connector === "html-form") {
    const form = htmlForm(url, captcha ? widgetOf(captcha, source) : { attributes: "" });
    return origins.length > 0 ? form : `${NO_ORIGINS}\n\n${form}`;
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
const htmlForm = (url: string, { attributes, box, script }: Widget): string =>
  `<form action="${url}" method="post"${attributes}>
  <input name="name" required> <input name="phone" type="tel" required> <input name="email" type="email">
  <input name="_gotcha" tabindex="-1" autocomplete="off" style="position:absolute;left:-9999px" aria-hidden="true">
  <label><input name="consent" type="checkbox" required> I agree to be called about my request.</label>
  ${box === undefined ? "" : `${box}\n  `}<button>Call me</button>
</form>${script === undefined ? "" : `\n${script}`}
${patience(`${new URL(url).origin}/form.js`)}`;

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
