import { oneLine } from "../../../lambda/runtime/scrub.ts";
import type { PreviewedRequest, PreviewedResult } from "../../results/preview/preview-results.ts";

/** What would be written in a CRM, as people and scripts see it. The JSON's keys are a promise to scripts. */

/** One row a request, with the kind of result it is for. */
export const asRows = (results: readonly PreviewedResult[]) =>
  results.flatMap(({ name, requests }) =>
    requests.map(({ method, url, headers, body }) => ({ result: name, method, url, headers, body })),
  );

export const asText = (results: readonly PreviewedResult[]): string =>
  results
    .map(({ name, about, requests, refused }) =>
      [
        `── ${name}: ${about}`,
        ...(requests.length === 0 ? ["", "nothing is asked or written"] : requests.flatMap(requestLines)),
        ...(refused === undefined ? [] : ["", `not written: ${oneLine(refused)}`]),
        "",
      ].join("\n"),
    )
    .join("\n")
    .trimEnd();

export const refusals = (results: readonly PreviewedResult[]): string[] =>
  results.flatMap(({ name, refused }) => (refused === undefined ? [] : [`${name}: not written: ${oneLine(refused)}`]));

const requestLines = ({ method, url, headers, body }: PreviewedRequest): string[] => [
  "",
  `${method} ${oneLine(url)}`,
  ...Object.entries(headers).map(([name, value]) => `  ${name}: ${oneLine(value)}`),
  ...bodyLines(body).map((line) => `  ${oneLine(line)}`),
];

function bodyLines(body: unknown): string[] {
  if (body === null) return [];
  return (typeof body === "string" ? body : JSON.stringify(body, null, 2)).split("\n");
}
