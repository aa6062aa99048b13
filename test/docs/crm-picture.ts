import type { CrmCall, CrmRecord } from "../../stand-ins/kit/crm.ts";

/** A picture of a record with its calls, for the page of a CRM: text that is drawn, so that a change of it can be read. */

const WIDTH = 760;
const LINE = 18;
const EDGE = 24;
/** Where the values of fields begin. */
const VALUES = 250;
/** What fits beside a field's name, in letters of one width. */
const LETTERS = 60;
const LINES = 14;

const STYLE = `
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1c2026; white-space: pre }
.name { font: 600 20px system-ui, sans-serif }
.plain { font: 14px system-ui, sans-serif; fill: #69707d }
.call { font: 600 14px system-ui, sans-serif; fill: #3347d1 }
.field { fill: #69707d }
rect { fill: #ffffff; stroke: #e2e5ea }
@media (prefers-color-scheme: dark) {
text { fill: #e9ebef } .plain, .field { fill: #969dab } .call { fill: #8f9dff } rect { fill: #1e2128; stroke: #31353f }
}`;

interface Row {
  readonly kind: "name" | "plain" | "call" | "field" | "value";
  readonly text: string;
  readonly x: number;
  /** In lines, above the row. */
  readonly space: number;
}

/** @param title of the CRM @returns an SVG, which follows the reader's light or dark page */
export function drawRecord(title: string, record: CrmRecord): string {
  let y = EDGE;
  const drawn = rowsOf(title, record).map(({ kind, text, x, space }) => {
    y += space * LINE;
    return `<text class="${kind}" x="${x}" y="${y}">${escaped(text)}</text>`;
  });
  const height = y + EDGE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">`,
    `<title>${escaped(`${record.name} in ${title}`)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="12"/>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

function rowsOf(title: string, { name, phone, email, summary, calls }: CrmRecord): Row[] {
  const about = [phone, email, summary].filter(Boolean).join("  ·  ");
  return [
    { kind: "name", text: name || "Somebody", x: EDGE, space: 0.5 },
    { kind: "plain", text: about, x: EDGE, space: 1.3 },
    ...calls.flatMap((call): Row[] => [
      { kind: "call", text: headOf(title, call), x: EDGE, space: 2 },
      ...fieldsOf(call).flatMap(([field, value]): Row[] => [
        { kind: "field", text: field, x: EDGE, space: 1.2 },
        ...wrapped(value).map((text, at): Row => ({ kind: "value", text, x: VALUES, space: at === 0 ? 0 : 1 })),
      ]),
    ]),
  ];
}

const headOf = (title: string, { outcome, seconds }: CrmCall): string =>
  [`${title}: ${outcome}`, ...(seconds ? [`${Math.round(seconds)} s`] : [])].join("  ·  ");

/** Those that say something; the vendor's own ids of things do not. */
function fieldsOf({ kept, startedAt, recordingUrl, transcript }: CrmCall): [string, string][] {
  const shown = kept ?? { started: startedAt, recording: recordingUrl, transcript };
  return Object.entries(shown)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([field, value]) => [field, typeof value === "string" ? value : JSON.stringify(value)]);
}

/** The value's lines as people see them: HTML is shown, and long ones are broken between words where that can be. */
function wrapped(value: string): string[] {
  const lines = readable(value)
    .split("\n")
    .flatMap((line) => line.match(FITTING) ?? [""])
    .map((line) => line.trimEnd());
  return lines.length > LINES ? [...lines.slice(0, LINES), "…"] : lines;
}

const FITTING = new RegExp(`.{1,${LETTERS}}(?=\\s|$)\\s?|.{1,${LETTERS}}`, "gu");

function readable(value: string): string {
  if (!/<(?:br|p|div)\b/.test(value)) return value;
  const text = value.replace(/<br ?\/?>|<\/(?:p|div)>/g, "\n").replace(/<[^>]+>/g, "");
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&").trim();
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
