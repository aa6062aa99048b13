import type { Content } from "../../contract/http.ts";

/** What is sent, in the forms that APIs take. */

export const jsonContent = (value: unknown): Content => ({ type: "application/json", body: JSON.stringify(value) });

export const formContent = (fields: Readonly<Record<string, string>>): Content => ({
  type: "application/x-www-form-urlencoded",
  body: new URLSearchParams(fields).toString(),
});

/**
 * Fields as a browser sends them with files: https://datatracker.ietf.org/doc/html/rfc7578
 * @param boundary occurs in none of the values
 */
export function multipartContent(fields: Readonly<Record<string, string>>, boundary: string): Content {
  const inQuotes = (name: string) => name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${inQuotes(name)}"\r\n\r\n${value}\r\n`,
  );
  return { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join("")}--${boundary}--\r\n` };
}
