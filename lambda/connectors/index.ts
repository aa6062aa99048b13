import type { Connector } from "./contract/connector.ts";
import { activecampaign } from "./vendors/activecampaign/activecampaign.ts";
import { attio } from "./vendors/attio/attio.ts";
import { calCom } from "./vendors/cal-com.ts";
import { calendly } from "./vendors/calendly.ts";
import { cf7Webhook } from "./vendors/cf7-webhook.ts";
import { close } from "./vendors/close/close.ts";
import { copper } from "./vendors/copper/copper.ts";
import { dynamics365 } from "./vendors/dynamics365/dynamics365.ts";
import { elementor } from "./vendors/elementor.ts";
import { espocrm } from "./vendors/espocrm/espocrm.ts";
import { fillout } from "./vendors/fillout.ts";
import { followupboss } from "./vendors/followupboss/followupboss.ts";
import { formstack } from "./vendors/formstack.ts";
import { freshsales } from "./vendors/freshsales/freshsales.ts";
import { googleAds } from "./vendors/google-ads.ts";
import { gravityForms } from "./vendors/gravity-forms.ts";
import { highlevel } from "./vendors/highlevel/highlevel.ts";
import { htmlForm } from "./vendors/html-form/html-form.ts";
import { hubspot } from "./vendors/hubspot/hubspot.ts";
import { instapage } from "./vendors/instapage.ts";
import { jotform } from "./vendors/jotform.ts";
import { json } from "./vendors/json.ts";
import { keap } from "./vendors/keap/keap.ts";
import { linkedinLeadGen } from "./vendors/linkedin-lead-gen.ts";
import { make } from "./vendors/make.ts";
import { metaLeadAds } from "./vendors/meta-lead-ads.ts";
import { monday } from "./vendors/monday/monday.ts";
import { ninjaForms } from "./vendors/ninja-forms.ts";
import { odoo } from "./vendors/odoo/odoo.ts";
import { paperform } from "./vendors/paperform.ts";
import { pipedrive } from "./vendors/pipedrive/pipedrive.ts";
import { salesforce } from "./vendors/salesforce/salesforce.ts";
import { suitecrm } from "./vendors/suitecrm/suitecrm.ts";
import { tally } from "./vendors/tally.ts";
import { tiktokLeadGen } from "./vendors/tiktok-lead-gen.ts";
import { twenty } from "./vendors/twenty/twenty.ts";
import { typeform } from "./vendors/typeform.ts";
import { unbounce } from "./vendors/unbounce.ts";
import { webflow } from "./vendors/webflow.ts";
import { webhook } from "./vendors/webhook/webhook.ts";
import { wix } from "./vendors/wix.ts";
import { wpforms } from "./vendors/wpforms.ts";
import { zapier } from "./vendors/zapier.ts";
import { zendeskSell } from "./vendors/zendesk-sell/zendesk-sell.ts";
import { zoho } from "./vendors/zoho/zoho.ts";

/**
 * Every connector there is, each in the file of its key. A new one is its file, one line here, and a recorded fixture.
 * The functions carry only those that the configuration names: see lib/bundling/bundle.ts.
 */
export const connectors = [
  htmlForm,
  json,
  hubspot,
  highlevel,
  close,
  followupboss,
  activecampaign,
  copper,
  pipedrive,
  salesforce,
  dynamics365,
  espocrm,
  keap,
  freshsales,
  twenty,
  attio,
  webhook,
  zoho,
  odoo,
  monday,
  suitecrm,
  zendeskSell,
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
  calCom,
  zapier,
  make,
] as const satisfies readonly Connector[];
