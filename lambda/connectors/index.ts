import { calendly } from "./calendly.ts";
import { cf7Webhook } from "./cf7-webhook.ts";
import type { Connector } from "./connector.ts";
import { elementor } from "./elementor.ts";
import { fillout } from "./fillout.ts";
import { formstack } from "./formstack.ts";
import { googleAds } from "./google-ads.ts";
import { gravityForms } from "./gravity-forms.ts";
import { htmlForm } from "./html-form.ts";
import { hubspot } from "./hubspot.ts";
import { instapage } from "./instapage.ts";
import { jotform } from "./jotform.ts";
import { json } from "./json.ts";
import { linkedinLeadGen } from "./linkedin-lead-gen.ts";
import { make } from "./make.ts";
import { metaLeadAds } from "./meta-lead-ads.ts";
import { ninjaForms } from "./ninja-forms.ts";
import { paperform } from "./paperform.ts";
import { tally } from "./tally.ts";
import { tiktokLeadGen } from "./tiktok-lead-gen.ts";
import { typeform } from "./typeform.ts";
import { unbounce } from "./unbounce.ts";
import { webflow } from "./webflow.ts";
import { webhook } from "./webhook.ts";
import { wix } from "./wix.ts";
import { wpforms } from "./wpforms.ts";
import { zapier } from "./zapier.ts";

/**
 * Every connector there is, each in the file of its key. A new one is its file, one line here, and a recorded fixture.
 * The functions carry only those that the configuration names: see lib/bundle.ts.
 */
export const connectors = [
  htmlForm,
  json,
  hubspot,
  webhook,
  gravityForms,
  wpforms,
  elementor,
  cf7Webhook,
  ninjaForms,
  webflow,
  typeform,
  jotform,
  tally,
  fillout,
  paperform,
  formstack,
  unbounce,
  instapage,
  wix,
  googleAds,
  metaLeadAds,
  linkedinLeadGen,
  tiktokLeadGen,
  calendly,
  zapier,
  make,
] as const satisfies readonly Connector[];
