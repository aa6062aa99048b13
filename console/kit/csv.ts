/** Rows for a spreadsheet, which takes a cell that begins as a formula for one: such a cell gets an apostrophe. */
export const csvOf = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");

function cell(value: string | number | null): string {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  // Some divide the cells of a file at semicolons, too.
  const within = text.replace(/(;\s*|(?<=\S)\t\s*)(?=[=+\-@＝＋－＠])/g, "$1'");
  const safe = /^\s*[=+\-@＝＋－＠\t\r]/.test(text) ? `'${within}` : within;
  return /[",;\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
