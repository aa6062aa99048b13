import { asCompared } from "../same-text.ts";

/**
 * Adds to a list that the CRM overwrites as a whole, such as tags, phones or e-mail addresses: read, merge, write. What is
 * there already, in whichever case, is not added and nothing is written. Somebody else's change between reading and
 * writing is lost, so a CRM that takes single entries gets those instead.
 */
export async function addToList(
  added: readonly string[],
  read: () => Promise<readonly string[]>,
  write: (whole: readonly string[]) => Promise<unknown>,
): Promise<void> {
  const present = await read();
  const known = new Set(present.map(asCompared));
  const missing = added.filter((each) => !known.has(asCompared(each)) && known.add(asCompared(each)));
  if (missing.length > 0) await write([...present, ...missing]);
}
