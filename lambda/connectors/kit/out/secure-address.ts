/**
 * A recording's address for a CRM that refuses one that is not encrypted; the note has it all the same.
 * @returns undefined for any other
 */
export function secureAddress(url = ""): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return address?.protocol === "https:" ? address.href : undefined;
}
