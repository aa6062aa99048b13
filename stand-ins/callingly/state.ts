import type { Journal } from "./journal.ts";
import type { Change, Entities, Kind } from "./model.ts";

/** Read access to everything that is kept. */
export interface Records {
  get<K extends Kind>(kind: K, id: number): Entities[K] | undefined;
  /** The same list as long as nothing of that kind changes. */
  all<K extends Kind>(kind: K): readonly Entities[K][];
}

/** Changes that nobody sees until they are committed, all at once; a draft that is not committed never happened. */
export interface Draft extends Records {
  put<K extends Kind>(kind: K, entity: Entities[K]): Entities[K];
  remove(kind: Kind, id: number): void;
  nextId(kind: Kind): number;
  commit(): void;
  /** The ids this draft handed out, so that a second run of the same request can hand out the same. */
  readonly reserved: readonly ReservedId[];
}

export interface ReservedId {
  readonly kind: Kind;
  readonly id: number;
}

export interface State extends Records {
  draft(reserved?: readonly ReservedId[]): Draft;
  clear(): void;
}

type Tables = { [K in Kind]: Map<number, Entities[K]> };
type Lists = { [K in Kind]?: readonly Entities[K][] };

/** First ids, of the size that real accounts show. */
const firstIds: Record<Kind, number> = {
  account: 11001,
  team: 19230,
  agent: 27001,
  number: 5101,
  lead: 6_200_001,
  appointment: 1,
  call: 38_700_001,
  ring: 1,
  webhook: 701,
  sms: 1,
};

/**
 * Keeps everything in memory and in the journal.
 * @param onChange called after every commit, once it is stored
 */
export function createState(journal: Journal, onChange: (changes: readonly Change[]) => void): State {
  const tables = emptyTables();
  const lists: Lists = {};
  const nextIds = { ...firstIds };
  for (const { kind, id, value } of journal.read()) {
    apply(tables, { kind, id, after: (value ?? undefined) as never });
    nextIds[kind] = Math.max(nextIds[kind], id + 1);
  }

  const keep = (changes: readonly Change[]) => {
    journal.append(changes.map(({ kind, id, after }) => ({ kind, id, value: after ?? null })));
    for (const change of changes) {
      apply(tables, change);
      delete lists[change.kind];
      nextIds[change.kind] = Math.max(nextIds[change.kind], change.id + 1);
    }
    onChange(changes);
  };

  const records: Records = {
    get: (kind, id) => tables[kind].get(id),
    all<K extends Kind>(kind: K): readonly Entities[K][] {
      lists[kind] ??= [...tables[kind].values()] as Lists[K];
      return lists[kind] as readonly Entities[K][];
    },
  };

  return {
    ...records,
    draft: (reserved = []) => createDraft(tables, records, keep, (kind) => nextIds[kind]++, [...reserved]),
    clear() {
      Object.assign(tables, emptyTables());
      for (const kind of Object.keys(lists) as Kind[]) delete lists[kind];
      Object.assign(nextIds, firstIds);
      journal.clear();
    },
  };
}

function createDraft(
  tables: Tables,
  stored: Records,
  keep: (changes: readonly Change[]) => void,
  freshId: (kind: Kind) => number,
  earlier: ReservedId[],
): Draft {
  const written: Partial<Tables> = {};
  const writtenOf = <K extends Kind>(kind: K): Tables[K] => {
    written[kind] ??= new Map() as Tables[K];
    return written[kind] as Tables[K];
  };
  const removed = new Map<string, Pick<Change, "kind" | "id">>();
  const reserved: ReservedId[] = [];
  const key = (kind: Kind, id: number) => `${kind} ${id}`;

  const get: Records["get"] = (kind, id) =>
    removed.has(key(kind, id)) ? undefined : (written[kind]?.get(id) ?? tables[kind].get(id));
  const changes = () => [
    ...Object.entries(written).flatMap(([kind, rows]) =>
      [...rows].map(([id, after]) => ({ kind, id, before: tables[kind as Kind].get(id), after }) as Change),
    ),
    ...[...removed.values()].map(({ kind, id }) => ({ kind, id, before: tables[kind].get(id) }) as Change),
  ];

  return {
    reserved,
    get,
    all(kind) {
      const changed = written[kind];
      if ((changed?.size ?? 0) + removed.size === 0) return stored.all(kind);
      const rows = new Map(tables[kind]);
      for (const [id, row] of changed ?? []) rows.set(id, row);
      for (const gone of removed.values()) if (gone.kind === kind) rows.delete(gone.id);
      return [...rows.values()];
    },
    put(kind, entity) {
      removed.delete(key(kind, entity.id));
      writtenOf(kind).set(entity.id, entity);
      return entity;
    },
    remove(kind, id) {
      written[kind]?.delete(id);
      removed.set(key(kind, id), { kind, id });
    },
    nextId(kind) {
      const known = earlier.findIndex((one) => one.kind === kind);
      const id = known < 0 ? freshId(kind) : (earlier.splice(known, 1)[0] as ReservedId).id;
      reserved.push({ kind, id });
      return id;
    },
    commit() {
      const done = changes();
      if (done.length > 0) keep(done);
    },
  };
}

function apply<K extends Kind>(
  tables: Tables,
  { kind, id, after }: { kind: K; id: number; after?: Entities[K] | undefined },
) {
  if (after) tables[kind].set(id, after);
  else tables[kind].delete(id);
}

const emptyTables = (): Tables =>
  Object.fromEntries(Object.keys(firstIds).map((kind) => [kind, new Map()])) as unknown as Tables;
