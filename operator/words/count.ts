/** `1 lead`, `2 leads`; with a verb where the two differ: `1 person is`, `2 people are`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** How many people are going to ring. */
export const peopleAre = (count: number): string => counted(count, "person is", "people are");
