import { describe, expect, it } from "vitest";
import type { WrongName } from "../../../lambda/connectors/contract/about.ts";
import { about } from "../../../lambda/connectors/vendors/monday/about.ts";
import { playMonday } from "../../../stand-ins/crms/monday.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";

/** What the settings of monday name, compared with its board as it is played here. */

const required = Object.fromEntries(about.settings.map(({ name, usual }) => [name, usual]));

function wrongOn(settings: object): readonly WrongName[] | undefined {
  const crm = playMonday(kept(undefined), () => Date.parse("2026-06-15T12:00:00Z"));
  const [question, ...more] = about.named({ ...required, ...settings });
  if (!question || typeof question.asked === "string" || !("posted" in question.asked)) throw new Error("asks nothing");
  const { path, posted } = question.asked;
  const answer = crm.answer({
    method: "POST",
    path,
    headers: { authorization: crm.credentials.token },
    body: JSON.stringify(posted),
  });
  expect([answer.status, more]).toEqual([200, []]);
  return question.wrong(JSON.parse(String(answer.body)));
}

describe("what the settings of monday name", () => {
  it("is found on the board", () => {
    const fields = { secondsToRing: "seconds_to_ring", attempts: "attempts", firstContactAt: "first_contact" };
    const settings = { fields, companyColumn: "lead_company", ownerColumn: "lead_owner" };
    expect(wrongOn({ ...settings, tagsColumn: "lead_tags", tags: { contacted: "Callingly" } })).toEqual([]);
    expect(wrongOn({})).toEqual([]);
    expect(wrongOn({ tags: { contacted: "a label for no column" } })).toEqual([]);
  });

  it.each([
    [{ boardId: "1" }, "boardId", "is “1”, a board that monday does not show us"],
    [{ emailColumn: "mail" }, "emailColumn", "names the field “mail”, which is none of the board"],
    [
      { phoneColumn: "lead_email" },
      "phoneColumn",
      "names the field “lead_email” of the board, which is of the type email; use one of the type phone",
    ],
    [
      { leadStatus: { missed: "Tried" } },
      "leadStatus.missed",
      "is “Tried”, and “lead_status” of the board knows only New Lead, Attempted to contact, Contacted, Qualified, Unqualified, Call now",
    ],
    [
      { replacedLeadStatuses: ["New Lead", "Fresh"] },
      "replacedLeadStatuses",
      "is “Fresh”, and “lead_status” of the board knows only New Lead, Attempted to contact, Contacted, Qualified, Unqualified, Call now",
    ],
    [
      { tagsColumn: "lead_tags", tags: { contacted: "Rung" } },
      "tags.contacted",
      "is “Rung”, and “lead_tags” of the board knows only Callingly, Interested",
    ],
    [
      { fields: { attempts: "first_contact" } },
      "fields.attempts",
      "names the field “first_contact” of the board, which is of the type date; use one of the type numbers",
    ],
  ])("is said where it is not there: %j", (settings, setting, found) => {
    expect(wrongOn(settings)).toEqual([{ setting, found }]);
  });

  it("is not judged by an answer that does not tell", () => {
    const [question] = about.named(required);
    expect(question?.wrong({ data: { boards: null } })).toBeUndefined();
    expect(question?.wrong("Bad gateway")).toBeUndefined();
  });
});
