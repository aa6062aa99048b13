import Table from "cli-table3";

/** Rows under a heading, in columns without lines; control characters that came with a lead do not reach the terminal. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string {
  const bare = Object.fromEntries(edges.map((edge) => [edge, ""]));
  const columns = new Table({
    head: [...head],
    chars: { ...bare, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (const row of rows) columns.push(row.map((cell) => printable(String(cell ?? ""))));
  return columns.toString().replace(/ +$/gm, "");
}

const edges = [
  "top",
  "top-mid",
  "top-left",
  "top-right",
  "bottom",
  "bottom-mid",
  "bottom-left",
  "bottom-right",
  "left",
  "left-mid",
  "mid",
  "mid-mid",
  "right",
  "right-mid",
] as const;

/** Text from elsewhere, without anything that moves the cursor or colours the screen. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, " ");
