import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { type CrmStandIn, type DemoCrm, json, type PlayedCrm } from "../kit/crm.ts";
import { type Keep, kept } from "../kit/kept.ts";
import type { OwnWords } from "../kit/own-words.ts";
import { activecampaign } from "./activecampaign.ts";
import { attio } from "./attio.ts";
import { close } from "./close.ts";
import { copper } from "./copper.ts";
import { dynamics365 } from "./dynamics365.ts";
import { espocrm } from "./espocrm.ts";
import { followupboss } from "./followupboss.ts";
import { freshsales } from "./freshsales.ts";
import { highlevel } from "./highlevel.ts";
import { hubspot } from "./hubspot.ts";
import { keap } from "./keap.ts";
import { monday } from "./monday.ts";
import { odoo } from "./odoo.ts";
import { pipedrive } from "./pipedrive.ts";
import { salesforce } from "./salesforce.ts";
import { suitecrm } from "./suitecrm.ts";
import { twenty } from "./twenty.ts";
import { webhook } from "./webhook.ts";
import { zendeskSell } from "./zendesk-sell.ts";
import { zoho } from "./zoho.ts";

/** The CRMs that are played here, each in the file of its connector's key. A new one is its file and one line. */
export const crmStandIns: readonly CrmStandIn[] = [
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

/**
 * A CRM that holds nothing yet and forgets everything in the end.
 * @returns undefined for one that is not played here
 */
export const playAlone = (connector: string, now: Date, own?: OwnWords): DemoCrm | undefined =>
  crmStandIns
    .find((each) => each.connector === connector)
    ?.play(
      () => kept(undefined),
      () => now.getTime(),
      own,
    );

/** The CRMs of a configuration, as this machine plays them, by name. */
export interface DemoCrms {
  readonly crms: ReadonlyMap<string, PlayedCrm>;
}

export function demoCrms({ crms }: Pick<BridgeConfig, "crms">, keep: Keep): DemoCrms {
  const played = Object.entries(crms).map(([name, { connector }]): [string, PlayedCrm] => {
    const standIn = crmStandIns.find((each) => each.connector === connector);
    const crm = standIn ? standIn.play(() => keep(`crm-${name}`)) : stranger(connector);
    return [name, { ...crm, connector }];
  });
  return { crms: new Map(played) };
}

/** Nothing may go to the real CRM from here, so one that is not played answers with what to do about it. */
const stranger = (connector: string): DemoCrm => ({
  credentials: {},
  answer: () =>
    json(404, {
      message: `npm start plays no ${connector}: write stand-ins/crms/${connector}.ts, or name an address in CRM_BASE_URLS`,
    }),
  records: () => [],
});
