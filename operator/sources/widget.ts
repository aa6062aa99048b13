import { actionOf } from "../../lambda/captcha/action.ts";
import type { CaptchaSettings } from "../../lambda/captcha/settings.ts";

/** What of a captcha stands in a page. */
export interface Widget {
  /** Of the form itself. */
  readonly attributes: string;
  /** Before its button. */
  readonly box?: string | undefined;
  /** The vendor's own script; none of it is ours. */
  readonly script?: string | undefined;
}

const loaded = (src: string): string => `<script src="${src}" async defer></script>`;
const box = (name: string, siteKey: string, more = ""): string =>
  `<div class="${name}" data-sitekey="${siteKey}"${more}></div>`;

/** As the vendors' own pages have it: their addresses stand in `docs/sources/html-and-json.md`. */
export function widgetOf(captcha: CaptchaSettings, source: string): Widget {
  switch (captcha.kind) {
    case "altcha":
      return { attributes: ' data-captcha="altcha"' };
    case "turnstile": {
      const action = captcha.action === undefined ? "" : ` data-action="${captcha.action}"`;
      const script = loaded("https://challenges.cloudflare.com/turnstile/v0/api.js");
      return { attributes: "", box: box("cf-turnstile", captcha.siteKey, action), script };
    }
    case "hcaptcha":
      return {
        attributes: "",
        box: box("h-captcha", captcha.siteKey),
        script: loaded("https://js.hcaptcha.com/1/api.js"),
      };
    case "recaptcha-v2":
      return { attributes: "", box: box("g-recaptcha", captcha.siteKey), script: loaded(`${GOOGLE}/api.js`) };
    case "recaptcha-v3":
      return invisible(captcha, source, `${GOOGLE}/api.js`);
    case "recaptcha-enterprise":
      return captcha.minScore > 0
        ? invisible(captcha, source, `${GOOGLE}/enterprise.js`)
        : { attributes: "", box: box("g-recaptcha", captcha.siteKey), script: loaded(`${GOOGLE}/enterprise.js`) };
  }
}

const GOOGLE = "https://www.google.com/recaptcha";

/** `form.js` asks for the token when the form is sent. */
const invisible = (
  { siteKey, action }: { readonly siteKey: string; readonly action?: string | undefined },
  source: string,
  script: string,
): Widget => ({
  attributes: ` data-captcha="${siteKey}" data-action="${actionOf(source, action)}"`,
  script: loaded(`${script}?render=${siteKey}`),
});
