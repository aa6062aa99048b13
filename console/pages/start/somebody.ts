/** Invented people with test numbers. The same phone is not dialled twice, so each gets one of their own. */

const firstNames = ["Grace", "Ada", "Maya", "Owen", "Priya", "Theo", "Ines", "Noah", "Lena", "Omar"];
const lastNames = ["Lake", "Fields", "Lindqvist", "Tate", "Raman", "Marsh", "Costa", "Heath", "Brook", "Said"];
const areaCodes = [202, 206, 212, 213, 303, 305, 312, 404, 415, 512, 602, 617, 702, 713, 718, 773, 808, 916];

/** How the stand-in ends a call is said by the last digits of the number. */
export const endings = [
  { digits: "0100", words: "is reached" },
  { digits: "0101", words: "voicemail" },
  { digits: "0102", words: "missed first, then reached" },
  { digits: "0103", words: "busy first, then reached" },
  { digits: "0104", words: "asks not to be called" },
  { digits: "0107", words: "an error" },
] as const;

export interface Somebody {
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phone: string;
}

const anyOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

export function somebody(digits: string): Somebody {
  const [first, last] = [anyOf(firstNames), anyOf(lastNames)];
  const number = Math.floor(Math.random() * 10_000);
  return {
    first_name: first,
    last_name: last,
    email: `${first}.${last}.${number}@example.com`.toLowerCase(),
    phone: phoneThatEnds(digits),
  };
}

export const phoneThatEnds = (digits: string): string => `+1 ${anyOf(areaCodes)} 555 ${digits}`;
