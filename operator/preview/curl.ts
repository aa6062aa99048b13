import { Command, CommanderError } from "commander";
import { split } from "shlex";
import { Problem } from "../../lib/program/problem.ts";

/**
 * A curl command line as the request it would make. Nothing is sent. Only what bears on the request is looked at:
 * https://curl.se/docs/manpage.html
 */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Gives the content of a file that a command names. @throws Problem when it is not to be had */
export type ReadFile = (path: string) => Buffer;

/** For a command whose files nobody should read: it may be a stranger's. */
export const noFiles: ReadFile = (path) => {
  throw new Problem(
    `The curl command reads the file ${path}, which is not here. Run this where it is, or put its text in its place.`,
  );
};

/** @throws Problem when it is no command line, or reads files that are not there */
export function parseCurl(commandLine: string, readFile: ReadFile = noFiles): CurlRequest {
  const curl = optionsOf(argumentsOf(commandLine));
  const address = curl.args[0] ?? curl.opts<CurlOptions>().url;
  if (!address) throw new Problem("The curl command names no address. Copy the whole command.");
  const given = curl.opts<CurlOptions>();
  const url = new URL(/^https?:/i.test(address) ? address : `https://${address}`);
  const parts = given.form ?? [];
  const data = (given.data ?? []).map(({ kind, text }) => dataOf(kind, text, readFile));
  const joined = data.map(({ bytes }, index) => (index === 0 ? bytes : Buffer.concat([Buffer.from("&"), bytes])));
  let body: Uint8Array = Buffer.concat(joined);
  const headers: Record<string, string> = { host: url.host, accept: "*/*" };
  if (parts.length > 0) {
    headers["content-type"] = `multipart/form-data; boundary=${BOUNDARY}`;
    body = multipart(parts);
  } else if (data.length > 0 && !given.get) {
    const isJson = given.data?.some(({ kind }) => kind === "json");
    headers["content-type"] = isJson ? "application/json" : "application/x-www-form-urlencoded";
  }
  if (given.get && body.length > 0) {
    url.search += `${url.search ? "&" : ""}${Buffer.from(body).toString("utf8")}`;
    body = new Uint8Array();
  }
  if (given.user) headers.authorization = `Basic ${Buffer.from(given.user).toString("base64")}`;
  if (given.userAgent) headers["user-agent"] = given.userAgent;
  if (given.referer) headers.referer = given.referer;
  for (const line of given.header ?? []) {
    const colon = line.indexOf(":");
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  const hasBody = (parts.length > 0 || data.length > 0) && !given.get;
  const method = given.request ?? (given.head ? "HEAD" : hasBody ? "POST" : "GET");
  return { method: method.toUpperCase(), url: url.href, headers, body };
}

interface CurlOptions {
  readonly url?: string;
  readonly request?: string;
  readonly header?: readonly string[];
  readonly data?: readonly Data[];
  readonly form?: readonly string[];
  readonly user?: string;
  readonly userAgent?: string;
  readonly referer?: string;
  readonly get?: true;
  readonly head?: true;
}

interface Data {
  readonly kind: "data" | "raw" | "binary" | "urlencode" | "json";
  readonly text: string;
}

/** Longer than any that a browser copies; taking one apart takes the square of its length. */
const LONGEST = 40_000;

function argumentsOf(commandLine: string): string[] {
  if (commandLine.length > LONGEST)
    throw new Problem("The curl command is too long: save the request, or its body alone, into a file.");
  try {
    // Copies for people to read break the line between arguments.
    const [, ...args] = split(
      commandLine
        .trim()
        .replace(/^\$\s+/, "")
        .replace(/\s\\\r?\n\s*/g, " "),
    );
    return args;
  } catch {
    throw new Problem(
      "The curl command does not end where its quotes say. Copy it whole, as a command for bash, not for Windows cmd.",
    );
  }
}

/** Options of curl that take a value which says nothing about the request. */
const IGNORED = [
  "-o, --output <v>",
  "-m, --max-time <v>",
  "--connect-timeout <v>",
  "-w, --write-out <v>",
  "-x, --proxy <v>",
  "-b, --cookie <v>",
  "-c, --cookie-jar <v>",
  "--retry <v>",
  "--cacert <v>",
  "-E, --cert <v>",
  "--key <v>",
  "--resolve <v>",
  "--max-redirs <v>",
];

function optionsOf(args: readonly string[]): Command {
  const data: Data[] = [];
  const gather = (kind: Data["kind"]) => (text: string) => {
    data.push({ kind, text });
    return data;
  };
  const list = (text: string, before: string[] = []) => [...before, text];
  const curl = new Command("curl")
    .argument("[url]")
    .option("--url <url>")
    .option("-X, --request <method>")
    .option("-H, --header <line>", "", list)
    .option("-d, --data <text>", "", gather("data"))
    .option("-F, --form <part>", "", list)
    .option("--form-string <part>", "", list)
    .option("-u, --user <user>")
    .option("-A, --user-agent <name>")
    .option("-e, --referer <url>")
    .option("-G, --get")
    .option("-I, --head")
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .configureOutput({ writeErr: () => {} })
    .exitOverride();
  for (const [flag, kind] of [
    ["--data-ascii", "data"],
    ["--data-raw", "raw"],
    ["--data-binary", "binary"],
    ["--data-urlencode", "urlencode"],
    ["--json", "json"],
  ] as const) {
    curl.option(`${flag} <text>`, "", gather(kind));
  }
  for (const flags of IGNORED) curl.option(flags);
  try {
    // Options without a value that are not named above, such as -s and --compressed, would be taken for addresses.
    curl.parse(
      args.filter((arg) => !/^-(?:[sSkLivNfgn46#]+|-[a-z0-9.-]+)$/.test(arg) || isKnown(curl, arg)),
      { from: "user" },
    );
  } catch (error) {
    if (error instanceof CommanderError)
      throw new Problem("The curl command ends in the middle. Copy the whole command.");
    throw error;
  }
  if (data.length > 0) curl.setOptionValue("data", data);
  return curl;
}

const isKnown = (curl: Command, arg: string): boolean =>
  curl.options.some(({ long, short }) => arg === long || arg === short);

/** `@name` stands for a file; --data leaves out its line ends, as curl does. */
function dataOf(kind: Data["kind"], text: string, readFile: ReadFile): { bytes: Buffer } {
  if (kind === "urlencode") {
    const [, name = "", value = ""] = /^([^=@]*)=?(.*)$/s.exec(text) ?? [];
    const encoded = encodeURIComponent(text.includes("=") ? value : name);
    return { bytes: Buffer.from(text.includes("=") && name ? `${name}=${encoded}` : encoded) };
  }
  if (kind === "raw" || !text.startsWith("@")) return { bytes: Buffer.from(text) };
  const file = readFile(text.slice(1));
  return { bytes: kind === "data" ? Buffer.from(file.toString("latin1").replace(/[\r\n\0]/g, ""), "latin1") : file };
}

const BOUNDARY = "----bridge-preview-0b5c";

function multipart(parts: readonly string[]): Buffer {
  const chunks = parts.map((part) => {
    const at = part.indexOf("=");
    const [name, value] = [part.slice(0, at), part.slice(at + 1)];
    // Files are dropped by every reader, so their content need not be there.
    const file = /^[@<]([^;]*)/.exec(value);
    const head = `Content-Disposition: form-data; name="${name}"${file ? `; filename="${file[1]}"` : ""}`;
    const plain = value.replace(/^"(.*)"$/s, "$1").replace(/;type=[\w/.+-]+$/, "");
    return `--${BOUNDARY}\r\n${head}\r\n\r\n${file ? "" : plain}\r\n`;
  });
  return Buffer.from(`${chunks.join("")}--${BOUNDARY}--\r\n`);
}
