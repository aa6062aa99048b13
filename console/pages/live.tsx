import { useEffect, useRef, useState } from "preact/hooks";
import { type Answer, ask, personal } from "../kit/ask.ts";
import { bridge } from "../kit/bridge.ts";
import { Page } from "../kit/page.tsx";
import { Empty, Panel, Problem } from "../kit/parts.tsx";
import { Tabs } from "./leads/tabs.tsx";
import { PathList, Paths } from "./start/paths.tsx";

/** Leads as they go, step by step. On this machine each step is told at once; of a deployed bridge the table is asked. */
export function Live() {
  return (
    <Page
      title="Live"
      about="Each lead's way, as it goes."
      command="bridge leads list --all --limit 30"
      aside={<Tabs />}
    >
      {bridge.value === undefined ? null : bridge.value.is_local ? <Paths /> : <Asked key={String(personal.value)} />}
    </Page>
  );
}

type Path = Answer<"leads/moved">["paths"][number];

const lookEveryMs = 5_000;
const kept = 100;

const freshMs = 10 * 60_000;
const oldEvery = 12;

/** One that came lately is looked at each time, an older one that is not over once a minute: each costs a read unit. */
const isAskedFor = ({ isOver, receivedAt }: Path, look: number): boolean =>
  !isOver && (Date.now() - Date.parse(receivedAt) < freshMs || look % oldEvery === 0);

function Asked() {
  const [paths, setPaths] = useState<readonly Path[]>();
  const [problem, setProblem] = useState<string>();
  const looks = useRef(0);
  const last = useRef<{ from?: string; paths: readonly Path[] }>({ paths: [] });
  useEffect(() => {
    const gone = new AbortController();
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const { from, paths: before } = last.current;
      const input = {
        ...(from !== undefined && { from }),
        seen: before.map(({ leadId }) => leadId),
        open: before.filter((path) => isAskedFor(path, looks.current)).map(({ leadId }) => leadId),
      };
      looks.current += 1;
      try {
        const answer = await ask("leads/moved", input, { signal: gone.signal });
        const changed = new Map(answer.paths.map((path) => [path.leadId, path]));
        const stay = before.map((path) => changed.get(path.leadId) ?? path);
        const known = new Set(before.map(({ leadId }) => leadId));
        const all = [...answer.paths.filter(({ leadId }) => !known.has(leadId)), ...stay].slice(0, kept);
        last.current = { from: answer.asked_at, paths: all };
        setPaths(all);
        setProblem(undefined);
      } catch (error) {
        if (!gone.signal.aborted) setProblem((error as Error).message);
      }
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, []);
  return (
    <Panel title="The path of each lead">
      {problem && <Problem>{problem}</Problem>}
      {paths && (paths.length === 0 ? <Empty>No lead has come yet.</Empty> : <PathList paths={paths} />)}
    </Panel>
  );
}
