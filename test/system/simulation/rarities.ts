import { demoTeamId } from "../../../stand-ins/callingly/seed.ts";
import type { Dice } from "./dice.ts";
import { type Post, person } from "./senders.ts";
import { type ConfigChanges, type SourceName, sourceNames } from "./town.ts";
import { hour, minute, second, type World } from "./world.ts";

/** What few worlds have: owners with two portals or who clean up their configuration, and robots at a public form. */
export interface Rarities {
  /** The workflow's source reports to a second portal as well, which has other people under the same ids. */
  readonly hasBranch: boolean;
  /** A source that is gone from the configuration for some time. */
  readonly gone: { readonly source: SourceName; readonly fromMs: number; readonly untilMs: number } | undefined;
  readonly flood: { readonly atMs: number; readonly robots: number } | undefined;
}

export const noRarities: Rarities = { hasBranch: false, gone: undefined, flood: undefined };

export function drawRarities({ chance, between, pick }: Dice, lengthMs: number): Rarities {
  const fromMs = between(5 * minute, lengthMs - 20 * minute);
  const untilMs = Math.min(fromMs + between(10 * minute, 8 * hour), lengthMs);
  const gone = { source: pick(sourceNames), fromMs, untilMs };
  const flood = { atMs: between(0, lengthMs - 10 * minute), robots: between(10, 40) };
  return {
    hasBranch: chance(0.1),
    gone: chance(0.08) ? gone : undefined,
    flood: chance(0.04) ? flood : undefined,
  };
}

const team = demoTeamId;

/** The configuration that a world with these begins with. */
export const sourcesOf = ({ hasBranch, flood }: Rarities): ConfigChanges["sources"] & object => ({
  ...(hasBranch && {
    workflow: {
      connector: "hubspot",
      account: "main",
      team,
      report: ["hub", "branch"],
      records: "hub",
      group: "people",
    },
  }),
  ...(flood && {
    website: {
      connector: "html-form",
      account: "main",
      team,
      report: ["ledger"],
      group: "people",
      limits: { perHour: 12 },
    },
  }),
});

/** Takes the source out of the configuration, and puts it back. */
export function goAndComeBack(
  { time, story }: World,
  { gone }: Rarities,
  reconfigure: (changes: ConfigChanges) => void,
): void {
  if (!gone) return;
  const happen = (atMs: number, what: string, without: SourceName | undefined) =>
    time.after(atMs, () => {
      story.tell(time.now(), "fate", `source ${gone.source}`, what);
      reconfigure({ without });
    });
  happen(gone.fromMs, "is taken out", gone.source);
  happen(gone.untilMs, "is put back", undefined);
}

/** Numbers of no plan, one phone under ever other addresses, and ever other phones. */
export const robotsOf = ({ flood }: Rarities): Post[] =>
  Array.from({ length: flood?.robots ?? 0 }, (_, index): Post => {
    const phones = [`(212) 155-10${10 + index}`, "(312) 555-0199", `(312) 555-01${10 + index}`] as const;
    const phone = phones[index % 3] ?? phones[1];
    const who = { ...person(index), phone, email: `canary.robot.${index}@canary.example` };
    return { source: "website", at: (flood?.atMs ?? 0) + index * second, people: [who], tries: 1 };
  });
