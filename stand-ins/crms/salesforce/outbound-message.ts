import type { Contacts } from "../../kit/crm.ts";
import type { Row } from "./soql.ts";

/**
 * The message that a rule sends when a lead was made.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging.htm
 */

const ORGANISATION = "00D5e0000000demEAM";
/** As somebody picked them. */
const FIELDS = ["Id", "Company", "CreatedById", "DoNotCall", "Email", "FirstName", "LastName", "MobilePhone", "Phone"];

/** @param number of the notification, which a repeat has again */
export function outboundMessage(lead: Row, number: number): ReturnType<Contacts["sent"]> {
  const fields = FIELDS.map((name) => element(name, lead[name] ?? null)).join("");
  const api = "https://callingly-demo.my.salesforce.com/services/Soap";
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>${ORGANISATION}</OrganizationId>
   <ActionId>04k5e0000000001EAA</ActionId>
   <SessionId xsi:nil="true"/>
   <EnterpriseUrl>${api}/c/63.0/${ORGANISATION.slice(0, 15)}</EnterpriseUrl>
   <PartnerUrl>${api}/u/63.0/${ORGANISATION.slice(0, 15)}</PartnerUrl>
   <Notification>
    <Id>04l5e${String(number).padStart(10, "0")}EAA</Id>
    <sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
${fields}    </sObject>
   </Notification>
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
  return { headers: { "content-type": "text/xml; charset=utf-8", soapaction: '""' }, body };
}

const element = (name: string, value: Row[string]): string =>
  value === null ? `     <sf:${name} xsi:nil="true"/>\n` : `     <sf:${name}>${escaped(String(value))}</sf:${name}>\n`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
