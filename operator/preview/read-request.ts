import type { HttpRequest } from "../../lambda/runtime/http.ts";
import { Problem } from "../../lib/program/problem.ts";
import { noFiles, parseCurl, type ReadFile } from "./curl.ts";

/**
 * A request as somebody has it at hand: raw HTTP as a proxy or a log keeps it, a curl command as a browser or a
 * vendor's page copies it, or the body alone.
 * @param readFile for files that a curl command names
 * @throws Problem when it is none of these
 */
export function readRequest(input: Buffer, readFile: ReadFile = noFiles): HttpRequest {
  const start = input.subarray(0, 2_000).toString("latin1").trimStart();
  if (start === "") throw new Problem("There is nothing to read. Name a file, or - and pipe the request in.");
  if (/^(?:\$\s+)?curl\s/.test(start)) {
    const { method, url, headers, body } = parseCurl(input.toString("utf8"), readFile);
    return requestOf(method, new URL(url), headers, body);
  }
  if (/^[A-Z]{3,10} \S+ HTTP\/\d/.test(start)) return rawRequest(input);
  return requestOf("POST", new URL("https://bridge.example.com/leads/preview"), typeOf(start), input);
}

function requestOf(method: string, url: URL, headers: Readonly<Record<string, string>>, body: Uint8Array): HttpRequest {
  return { method, url: url.href, headers, query: url.searchParams, params: {}, body };
}

/** The likely content type of a body alone: readers find out themselves, but it is shown to people. */
function typeOf(start: string): Record<string, string> {
  if (/^[{[]/.test(start)) return { "content-type": "application/json" };
  if (start.startsWith("<")) return { "content-type": "text/xml" };
  if (start.startsWith("--")) return {};
  return { "content-type": /^[^\s=]+=/.test(start) ? "application/x-www-form-urlencoded" : "text/plain" };
}

/** Head lines may end as editors leave them; the body is taken byte for byte, as signatures are over its bytes. */
function rawRequest(input: Buffer): HttpRequest {
  const ends = ["\r\n\r\n", "\n\n"].map((mark) => ({ mark, at: input.indexOf(mark) })).filter(({ at }) => at >= 0);
  const end = ends.sort((a, b) => a.at - b.at)[0];
  const head = input.subarray(0, end?.at ?? input.length).toString("latin1");
  const [first = "", ...lines] = head.trimStart().split(/\r?\n/);
  const [method = "", target = ""] = first.split(" ");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const body = end ? input.subarray(end.at + end.mark.length) : Buffer.alloc(0);
  const base = `https://${headers.host ?? "bridge.example.com"}`;
  if (!URL.canParse(target, base)) throw new Problem(`The first line names no address: ${target || "(empty)"}`);
  return {
    ...requestOf(method, new URL(target, base), headers, sent(body, headers["content-length"])),
    url: URL.canParse(target) ? target : base + target,
  };
}

/** Editors add a line end that was never sent; what was sent says how long it is. */
function sent(body: Buffer, contentLength: string | undefined): Buffer {
  const length = Number(contentLength ?? body.length);
  if (length > body.length) {
    throw new Problem(
      `The body has ${body.length} bytes, but Content-Length says ${length}: it was cut off. Save the request again, whole.`,
    );
  }
  return body.subarray(0, length);
}
