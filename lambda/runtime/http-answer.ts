/**
 * An HTTP/1.1 answer, put together from the bytes in which it comes: as services of AWS give theirs, and whatever stands
 * between us and them. https://www.rfc-editor.org/rfc/rfc9112
 */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface AnswerReader {
  /** Takes the next bytes. */
  take(bytes: Buffer): void;
  /** No more will come. */
  end(): void;
  /** What has come so far; nothing before the head is there. */
  readonly answer: () => HttpAnswer | undefined;
  /** `whole` once all of it is there, `broken` when it never will be, `tooLong` when it is longer than we take. */
  state(): "coming" | "whole" | "broken" | "tooLong";
  /** Another request may follow on the same connection, as nothing but the answer has come. */
  isClean(): boolean;
}

/** A head longer than this is none of a service that we ask. */
const MAX_HEAD_BYTES = 64 * 1024;

/** To another protocol, which we never ask for. */
const SWITCHED = 101;

/** How the end of a body is known. */
type Frame = { readonly left: number } | "chunks" | "until closed";

export function answerReader(maxBodyBytes: number): AnswerReader {
  let state: ReturnType<AnswerReader["state"]> = "coming";
  let head: { readonly status: number; readonly headers: Record<string, string> } | undefined;
  let frame: Frame = "until closed";
  /** What has come and was not read yet. */
  let rest: Buffer = Buffer.alloc(0);
  const body: Buffer[] = [];
  let length = 0;

  const keep = (bytes: Buffer): void => {
    body.push(bytes.subarray(0, maxBodyBytes - length));
    length += bytes.length;
    if (length > maxBodyBytes) state = "tooLong";
  };

  /** @returns whether there is more to read */
  const readHead = (): boolean => {
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) {
      if (rest.length > MAX_HEAD_BYTES) state = "broken";
      return false;
    }
    const parsed = headOf(rest.toString("latin1", 0, end));
    rest = rest.subarray(end + 4);
    if (!parsed || parsed.status === SWITCHED) state = "broken";
    // Others below 200 come before the answer itself.
    else if (parsed.status >= 200) {
      head = parsed;
      frame = frameOf(parsed);
    }
    return true;
  };

  const readCounted = (left: number): false => {
    const part = rest.subarray(0, left);
    rest = rest.subarray(part.length);
    keep(part);
    frame = { left: left - part.length };
    if (frame.left === 0 && state === "coming") state = "whole";
    return false;
  };

  /** A chunk as a whole, as those who send such answers make small ones. */
  const readChunk = (): boolean => {
    const lineEnd = rest.indexOf("\r\n");
    if (lineEnd < 0) return false;
    const size = /^[\da-f]{1,8}(?=;|$)/i.exec(rest.toString("latin1", 0, lineEnd).trimEnd())?.[0];
    if (size === undefined) state = "broken";
    const bytes = Number.parseInt(size ?? "0", 16);
    if (bytes > maxBodyBytes) {
      keep(rest.subarray(lineEnd + 2));
      state = "tooLong";
    }
    if (state !== "coming") return false;
    if (bytes === 0) {
      // After the last one there may be more headers, which nobody needs, and then an empty line.
      const end = rest.indexOf("\r\n\r\n", lineEnd);
      if (end < 0) return false;
      rest = rest.subarray(end + 4);
      state = "whole";
      return false;
    }
    const end = lineEnd + 2 + bytes;
    if (rest.length < end + 2) return false;
    keep(rest.subarray(lineEnd + 2, end));
    rest = rest.subarray(end + 2);
    return true;
  };

  const readOn = (): boolean => {
    if (!head) return readHead();
    if (frame === "chunks") return readChunk();
    if (frame !== "until closed") return readCounted(frame.left);
    keep(rest);
    rest = rest.subarray(rest.length);
    return false;
  };

  return {
    take(bytes) {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      while (state === "coming" && readOn());
    },
    end() {
      if (state === "coming") state = head && frame === "until closed" ? "whole" : "broken";
    },
    answer: () => head && { ...head, body: (body.length === 1 ? (body[0] as Buffer) : Buffer.concat(body)).toString() },
    state: () => state,
    isClean: () => state === "whole" && rest.length === 0 && frame !== "until closed" && mayFollow(head?.headers ?? {}),
  };
}

const mayFollow = ({ connection = "" }: Readonly<Record<string, string>>): boolean => !/\bclose\b/i.test(connection);

/** @returns undefined for what is no head of HTTP/1.1 */
function headOf(text: string): { status: number; headers: Record<string, string> } | undefined {
  const [first = "", ...lines] = text.split("\r\n");
  const status = /^HTTP\/1\.1 (\d{3})(?: |$)/.exec(first)?.[1];
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const at = line.indexOf(":");
    if (at < 1) return undefined;
    const name = line.slice(0, at).toLowerCase();
    const value = line.slice(at + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return status === undefined ? undefined : { status: Number(status), headers };
}

function frameOf({ status, headers }: { status: number; headers: Readonly<Record<string, string>> }): Frame {
  if (status === 204 || status === 304) return { left: 0 };
  if (/\bchunked\s*$/i.test(headers["transfer-encoding"] ?? "")) return "chunks";
  const length = headers["content-length"];
  return length !== undefined && /^\d{1,15}$/.test(length) ? { left: Number(length) } : "until closed";
}
