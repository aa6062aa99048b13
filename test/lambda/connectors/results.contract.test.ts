import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { type Connector, configured } from "../../../lambda/connectors/contract/connector.ts";
import type { CrmHttp, Reporter, ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { jsonContent } from "../../../lambda/connectors/kit/out/content.ts";
import { callMarker } from "../../../lambda/connectors/kit/out/describe-call.ts";
import { textNote, traceOf } from "../../../lambda/connectors/kit/out/note.ts";
import { crmStandIns } from "../../../stand-ins/crms/index.ts";
import { type CrmStandIn, json } from "../../../stand-ins/kit/crm.ts";
import { brokenPromises } from "../../fakes/crm-promises.ts";
import { usualSettings } from "../../fakes/usual-settings.ts";

/**
 * A result reaches each CRM once in effect, whatever goes wrong: the real step, against the CRM as it is played here. A
 * new CRM is covered by its stand-in; nothing is added here.
 */

const registry: readonly Connector[] = connectors;
const crms = registry.filter(({ report }) => report);

const PATIENCE_MS = 60_000;

it("has a stand-in for every CRM, and none for another", () => {
  expect(crmStandIns.map(({ connector }) => connector).sort()).toEqual(crms.map(({ key }) => key).sort());
});

/** A webhook's far end is anybody's. */
it.each(crmStandIns.filter(({ connector }) => connector !== "webhook"))(
  "knows in what words and places the vendor of $connector refuses",
  ({ refusals = [] }) => expect(refusals.filter(({ words }) => words !== undefined)).not.toEqual([]),
);

describe.each(crms)("a result in $key", (connector) => {
  it(
    "is there once, whatever goes wrong at whichever request",
    async () => {
      const standIn = crmStandIns.find((each) => each.connector === connector.key) as CrmStandIn;
      expect(await brokenPromises({ connector, standIn, settings: usualSettings(connector.key) })).toEqual([]);
    },
    PATIENCE_MS,
  );
});

// ── CRMs of all kinds, and those that break the promise ─────────────────────────────────────────────────────────────

const NoteSchema = z.object({ id: z.string(), text: z.string(), person: z.string() });
type Note = z.output<typeof NoteSchema>;

/** A CRM that keeps notes about persons: it shows them by person, changes them, and knows what it was sent before. */
const notepad: CrmStandIn = {
  connector: "notepad",
  play(open) {
    const notes = open<Note & { readonly sent?: string }>();
    return {
      credentials: { token: "demo" },
      answer({ method, path, body, headers }) {
        const [, person = "", id] = /^\/people\/([^/]+)\/notes(?:\/(.+))?$/.exec(path) ?? [];
        const all = notes.entries().map(([, note]) => note);
        if (method === "GET") return json(200, { notes: all.filter((note) => note.person === person) });
        const { text } = JSON.parse(body) as { text: string };
        const sent = headers["x-sent"];
        const known = id ?? (sent && all.find((note) => note.sent === sent)?.id);
        const note = { id: known ?? String(all.length + 1), text, person, ...(sent && { sent }) };
        notes.set(note.id, note);
        return json(200, note);
      },
      records: () => {
        const people = new Set(notes.entries().map(([, { person }]) => person));
        return [...people].map((id) => ({
          ...{ id, name: "", phone: "", email: "", summary: "" },
          calls: notes
            .entries()
            .filter(([, { person }]) => person === id)
            .map(([, note]) => ({
              ...{ id: note.id, outcome: "", seconds: 0, startedAt: "" },
              callId: /^Callingly call (\w+)/.exec(note.text)?.[1] ?? "",
              recordingUrl: /Recording: (\S+)/.exec(note.text)?.[1],
            })),
        }));
      },
    };
  },
};

const notesOf = ({ record }: ReportJob): string => `/people/${encodeURIComponent(record?.id ?? "")}/notes`;
const noteOn = (job: ReportJob) => jsonContent({ text: textNote(job, 10_000) });
const IdSchema = z.object({ id: z.string() });

async function create(crm: CrmHttp, job: ReportJob) {
  const { body } = await crm.request("POST", notesOf(job), noteOn(job));
  return { activityId: z.safeParse(IdSchema, body).data?.id };
}

async function update(crm: CrmHttp, job: ReportJob, id: string) {
  await crm.request("PUT", `${notesOf(job)}/${id}`, noteOn(job));
  return { activityId: id };
}

async function findTrace(crm: CrmHttp, job: ReportJob) {
  const { body } = await crm.request("GET", notesOf(job));
  const { notes } = z.parse(z.object({ notes: z.array(NoteSchema) }), body);
  return traceOf(job.call, notes, ({ text }) => text)?.id;
}

const once = async (crm: CrmHttp, job: ReportJob) => {
  const { body } = await crm.request("POST", notesOf(job), noteOn(job), { "x-sent": callMarker(job.call) });
  return { activityId: z.safeParse(IdSchema, body).data?.id };
};

const notepadThat = (parts: Pick<Reporter, "create"> & Partial<Reporter>) => ({
  connector: {
    key: "notepad",
    title: "Notepad",
    report: configured(
      z.unknown(),
      (): Reporter => ({
        baseUrl: "https://notepad.example",
        credentials: z.object({ token: z.string() }),
        authorise: ({ token }) => ({ authorization: `Bearer ${token}` }),
        findRecord: async (_, { person }) => ({ type: "person", id: person.phone ?? "" }),
        ...parts,
      }),
    ),
  } satisfies Connector,
  standIn: notepad,
});

describe("the promise that a result is there once", () => {
  it.each([
    ["changes its activities and shows them", { create, update, findTrace }],
    ["shows its activities and cannot change them", { create, findTrace }],
    ["knows a repeat by an id of ours", { create: once, update, isIdempotentBy: "the header x-sent" }],
    ["can nothing but make activities", { create }],
    ["changes activities that it cannot show", { create, update }],
  ])("is kept with a CRM that %s", async (_, parts) => expect(await brokenPromises(notepadThat(parts))).toEqual([]));

  it.each([
    ["makes a new note for every news", { create, update: create, findTrace }, "2 activities"],
    ["says that repeats are harmless where they are not", { create, update, isIdempotentBy: "hope" }, "2 activities"],
    ["never finds what it wrote", { create, update, findTrace: async () => undefined }, "2 activities"],
    ["does not show the recording", { create, update: async () => ({}), findTrace }, "the recording is not shown"],
    [
      "makes a record for every look",
      {
        create,
        update,
        findTrace,
        findRecord: async () => ({ type: "person", id: crypto.randomUUID() }),
      },
      "2 records",
    ],
  ])("is seen to be broken by a connector that %s", async (_, parts, what) => {
    expect((await brokenPromises(notepadThat(parts))).join("\n")).toContain(what);
  });
});
