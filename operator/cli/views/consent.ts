import type { ConsentDocument } from "../../leads/consent-document.ts";
import { moment } from "../../words/times.ts";
import { printable } from "../terminal/table.ts";

/** The evidence of a consent, as people see it at the terminal. */

export function consentText(document: ConsentDocument): string {
  const { lead, person, consent, wording, demandedBy, released, certificates, calls, missing } = document;
  const facts: [string, string | undefined][] = [
    ["who", [person.name, person.email].filter(Boolean).join(", ")],
    ["phone", person.phone && `${person.phone}, as typed`],
    ["dialled", person.dialled.join(", ")],
    ["given", givenWords(consent?.given)],
    ["how", consent?.method && `${consent.method}, for ${(consent.purposes ?? []).join(", ")}`],
    ["received", moment(new Date(lead.receivedAt))],
    ["given at", consent?.givenAt && `${moment(new Date(consent.givenAt))}, by the browser's clock`],
    ["to", wording && `“${wording}”`],
    ["words", consent?.text && `${consent.version ? `${consent.version}, ` : ""}fingerprint ${consent.text}`],
    ["shown", consent?.shown && `“${consent.shown}”`],
    ["page", consent?.page],
    ["form", consent?.form],
    ["address", consent?.ip && `fingerprint ${consent.ip}`],
    ["browser", consent?.agent],
    ...certificates.map((each): [string, string] => ["certificate", each]),
    ...demandedBy.map((each): [string, string] => ["demanded by", each]),
    ["released", released && `without a consent on record, by ${released.by} at ${moment(new Date(released.at))}`],
    ...calls.map(({ callId, result }): [string, string] => [
      "call",
      [
        `${callId} at ${moment(new Date(result?.startedAt ?? ""))}`,
        result?.phone,
        result?.outcome ?? result?.status,
        result?.seconds ? `${result.seconds} s` : undefined,
      ]
        .filter(Boolean)
        .join(", "),
    ]),
    ["kept until", lead.expiresAt === undefined ? undefined : moment(new Date(lead.expiresAt * 1000))],
  ];
  const lines = facts.flatMap(([name, value]) => (value ? [`  ${name.padEnd(11)}  ${printable(value)}`] : []));
  return [`${lead.id}, from ${lead.source}`, ...lines, "", ...missing.map((each) => printable(each))].join("\n");
}

const givenWords = (given: boolean | undefined): string => (given === undefined ? "absent" : given ? "yes" : "no");
