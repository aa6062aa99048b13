import type { Consent } from "../../../lambda/lead/consent/record.ts";
import type { Preview, PreviewLead, PreviewReason } from "../../preview/shape.ts";
import { moment } from "../../words/times.ts";
import { verdictText } from "./verdict.ts";

/** A preview for people: short, each field with its place and the reason. */
export function asText({ connector, kind, signature, leads, why, mayRing = [], call, reply }: Preview): string {
  const said = (name: string): string => (why[name] ? `  ${why[name].reason}` : "");
  const lines = [
    `connector      ${connector ?? "none"}${said("connector")}`,
    `kind           ${kind ?? "none"}${said("kind")}`,
    `signature      ${signature}${said("signature")}`,
  ];
  for (const [at, lead] of leads.entries()) {
    lines.push("", leads.length > 1 ? `lead ${at + 1}` : "lead");
    const { place = {}, asked, consent: record, ...person } = lead;
    const parts = Object.entries(place).map(([part, value]) => [`place.${part}`, value] as const);
    for (const [field, value] of [...Object.entries(person), ...parts]) {
      const reason = why[at === 0 ? field : `leads.${at}.${field}`];
      if (value === null && !reason) continue;
      lines.push(
        `  ${field.padEnd(13)}${oneLine(value ?? "none")}`,
        ...(reason ? reasonLines(reason).map((line) => `  ${" ".repeat(13)}${line}`) : []),
      );
    }
    if (asked) {
      const reason = why[at === 0 ? "asked" : `leads.${at}.asked`];
      lines.push(`  asked for    ${oneLine(askedWords(asked))}`);
      if (reason) lines.push(...reasonLines(reason).map((line) => `  ${" ".repeat(13)}${line}`));
    }
    if (record) lines.push(`  on record    ${oneLine(consentWords(record))}`);
    const consent = why[at === 0 ? "consent" : `leads.${at}.consent`];
    if (consent) lines.push(`  consent      ${placeAnd(consent)}`);
    const refused = why[at === 0 ? "calls_refused" : `leads.${at}.calls_refused`];
    if (refused) lines.push(`  no calls     ${placeAnd(refused)}`);
  }
  for (const verdict of mayRing) lines.push("", verdictText(verdict));
  lines.push("", "call to Callingly");
  if (call === null) lines.push(`  none: ${why.call?.reason ?? "nothing to call"}`);
  for (const input of call === null ? [] : [call].flat()) {
    for (const [field, value] of Object.entries(input)) {
      lines.push(`  ${field.padEnd(13)}${value === null ? "(set by the source)" : oneLine(String(value))}`);
    }
  }
  lines.push("", `answer         ${reply.status}`);
  for (const [name, value] of Object.entries(reply.headers)) lines.push(`  ${name}: ${value}`);
  if (reply.body) lines.push(...shortened(reply.body).map((line) => `  ${line}`));
  return `${lines.join("\n")}\n`;
}

/** As the page of a lead says it. */
const askedWords = ({ text, at, zone }: NonNullable<PreviewLead["asked"]>): string =>
  `${at === null ? "no moment" : moment(at)}${at && zone ? `, by the clocks of ${zone}` : ""}: “${text}”`;

const consentWords = ({ given, method, version, trustedForm, jornaya }: Consent): string =>
  [
    method === undefined
      ? "nothing of a consent, as the source says nothing of it"
      : `consent by ${method} ${given === undefined ? "absent" : given ? "given" : "not given"}`,
    version && `to the words ${version}`,
    trustedForm && `TrustedForm certificate ${trustedForm.id}`,
    jornaya && `Jornaya token ${jornaya}`,
  ]
    .filter(Boolean)
    .join(", ");

const placeAnd = ({ path, reason }: PreviewReason): string =>
  path === null ? reason : `at ${oneLine(path)}: ${reason}`;

/** The reason, what else spoke for it, and what would have been taken else. */
const reasonLines = (reason: PreviewReason): string[] => [
  placeAnd(reason),
  ...(reason.evidence?.length ? [`also: ${reason.evidence.map(oneLine).join("; ")}`] : []),
  ...(reason.runnerUp ? [`else: at ${oneLine(reason.runnerUp.path)}: ${oneLine(reason.runnerUp.reason)}`] : []),
];

/** A value from outside must not move the terminal's cursor or colour its text. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");

function shortened(body: string): string[] {
  const lines = body.trimEnd().split("\n").map(oneLine);
  return lines.length > 12 ? [...lines.slice(0, 10), `… ${lines.length - 10} more lines`] : lines;
}
