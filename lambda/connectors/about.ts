import type { About } from "./contract/about.ts";
import { about as activecampaign } from "./vendors/activecampaign/about.ts";
import { about as attio } from "./vendors/attio/about.ts";
import { about as close } from "./vendors/close/about.ts";
import { about as copper } from "./vendors/copper/about.ts";
import { about as dynamics365 } from "./vendors/dynamics365/about.ts";
import { about as espocrm } from "./vendors/espocrm/about.ts";
import { about as followupboss } from "./vendors/followupboss/about.ts";
import { about as freshsales } from "./vendors/freshsales/about.ts";
import { about as highlevel } from "./vendors/highlevel/about.ts";
import { about as hubspot } from "./vendors/hubspot/about.ts";
import { about as keap } from "./vendors/keap/about.ts";
import { about as monday } from "./vendors/monday/about.ts";
import { about as odoo } from "./vendors/odoo/about.ts";
import { about as pipedrive } from "./vendors/pipedrive/about.ts";
import { about as salesforce } from "./vendors/salesforce/about.ts";
import { about as suitecrm } from "./vendors/suitecrm/about.ts";
import { about as twenty } from "./vendors/twenty/about.ts";
import { about as webhook } from "./vendors/webhook/about.ts";
import { about as zendeskSell } from "./vendors/zendesk-sell/about.ts";
import { about as zoho } from "./vendors/zoho/about.ts";

/** What people have to know of the CRMs, a line for each. The functions do not carry it. */
export const abouts: readonly About[] = [
  hubspot,
  highlevel,
  close,
  followupboss,
  activecampaign,
  copper,
  pipedrive,
  webhook,
  salesforce,
  dynamics365,
  espocrm,
  twenty,
  attio,
  zoho,
  odoo,
  keap,
  freshsales,
  monday,
  suitecrm,
  zendeskSell,
];

export const aboutOf = (connector: string): About | undefined => abouts.find(({ key }) => key === connector);
