/** Whether two texts say the same to a person, who minds neither case nor blanks around them. None is as an empty one. */
export const isSameText = (one: string | null | undefined, other: string | null | undefined): boolean =>
  asCompared(one ?? "") === asCompared(other ?? "");

export const asCompared = (text: string): string => text.trim().toLowerCase();
