import { atStage, policiesHere } from "../config/at-stage.ts";
import { type Bridge, bridgeOf } from "../config/bridge.ts";
import type { BridgeConfig } from "../config/schema.ts";
import type { Lead } from "../lead/lead.ts";
import { type Outlook, outlookOf } from "../lead/outlook.ts";

/** What visitors are told of the call, by the configuration as the stage has it. */
export function outlooks(config: BridgeConfig): ((lead: Lead, now: Date) => Outlook) | undefined {
  const bridge: Bridge = bridgeOf(atStage(config, policiesHere()));
  return (lead, now) => {
    const { source } = lead;
    const facts = {
      policies: bridge.policies,
      numbers: bridge.numberRules(source),
      consent: bridge.consentRules(source),
      hours: bridge.hoursRules(source),
      accountZone: bridge.account(lead.account)?.timeZone ?? "UTC",
      isPaused: bridge.policies.pausedAccounts.includes(bridge.account(lead.account)?.name ?? ""),
    };
    return outlookOf(lead, facts, now);
  };
}
