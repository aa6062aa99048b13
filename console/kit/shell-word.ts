/**
 * A value as one word of a command that somebody is going to copy: what an address or a lead brought along must not
 * become a command of its own.
 */
export const shellWord = (value: string | number): string => {
  const text = String(value);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
};
