import type { Message } from "../../kit/crm.ts";
import type { ObjectName } from "./objects.ts";
import type { Row } from "./soql.ts";

/**
 * The messages that rules and flows send of a record.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging.htm
 */

const ORGANISATION = "00D5e0000000demEAM";
const OF_PERSONS = [
  "Id",
  "Company",
  "CreatedById",
  "DoNotCall",
  "Email",
  "FirstName",
  "LastName",
  "MobilePhone",
  "Phone",
];
const OF_ACTIVITIES = ["Id", "IsDeleted", "LastModifiedDate", "Subject", "WhoId"];
/** As somebody picked them. */
const FIELDS: Readonly<Record<ObjectName, readonly string[]>> = {
  Lead: OF_PERSONS,
  Contact: OF_PERSONS.filter((name) => name !== "Company"),
  Task: [...OF_ACTIVITIES, "ActivityDate", "Status", "TaskSubtype", "Type"],
  Event: [...OF_ACTIVITIES, "ActivityDate", "IsAllDayEvent", "IsChild", "StartDateTime"],
};

/** @param number of the notification, which a repeat has again */
export function outboundMessage(object: ObjectName, row: Row, number: number): Message {
  const fields = FIELDS[object].map((name) => element(name, row[name] ?? null)).join("");
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
    <sObject xsi:type="sf:${object}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
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
