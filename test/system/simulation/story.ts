/** What happened in a run: always as one number, and line by line when somebody wants to read it. */
export interface Story {
  /** @param about ids of leads, calls and phones, given only when they are needed */
  tell(at: number, who: string, what: string, how: string, about?: () => readonly string[]): void;
  /** The same for two runs exactly when the same happened in both. */
  readonly hash: string;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly how: string;
  readonly about: readonly string[];
}

/** @param keep whether lines are kept for reading */
export function story(keep: boolean): Story {
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  const lines: Line[] = [];
  const mix = (value: number) => {
    low = Math.imul(low ^ value, 0x01000193);
    high = Math.imul(high ^ (value + (low >>> 13)), 0x85ebca6b);
  };
  const mixText = (text: string) => {
    for (let index = 0; index < text.length; index += 1) mix(text.charCodeAt(index));
  };
  return {
    tell(at, who, what, how, about = () => []) {
      mix(at % 0x7fffffff);
      mixText(who);
      mixText(what);
      mixText(how);
      if (keep) lines.push({ at, who, what, how, about: about() });
    },
    get hash() {
      return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
    },
    lines,
  };
}

/** A line as `day 2 03:15:07.120  dial-lead 7   POST /v1/calls   answered 200`. */
export function toText({ at, who, what, how, about }: Line, start: number): string {
  const since = at - start;
  const time = new Date(since).toISOString().slice(11, 23);
  const ids = about.length > 0 ? `   (${about.join(", ")})` : "";
  return `day ${Math.floor(since / 86_400_000) + 1} ${time}  ${who.padEnd(18)} ${what.padEnd(30)} ${how}${ids}`;
}

/** The lines about some ids, and about whatever is named together with one of them. */
export function linesAbout(lines: readonly Line[], ids: readonly string[]): Line[] {
  const known = new Set(ids);
  for (const { about } of lines) {
    if (about.some((id) => known.has(id))) for (const id of about) known.add(id);
  }
  return lines.filter(({ about }) => about.some((id) => known.has(id)));
}
