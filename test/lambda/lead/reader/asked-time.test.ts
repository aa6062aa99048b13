import { describe, expect, it } from "vitest";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";

const dana = { name: "Dana Whitfield", phone: "(212) 555-0123" };
const askedIn = (fields: object, mapping = {}) => readFields({ ...dana, ...fields }, mapping, { country: "US" }).asked;

describe("a field that asks when to call", () => {
  it.each([
    "scheduled_at",
    "callback_time",
    "callbackAt",
    "call_me_at",
    "call_time",
    "best_time_to_call",
    "Best time to reach you by phone",
    "When should we call you?",
    "Preferred call time",
    "Wann sollen wir Sie anrufen?",
    "Rückruf-Termin",
    "¿A qué hora podemos llamarle?",
    "Horario preferido de llamada",
    "À quel moment vous appeler ?",
    "Melhor horário para ligar",
    "Wanneer mogen we u bellen?",
  ])("is known by its name: %s", (name) => {
    expect(askedIn({ [name]: "tomorrow at 9" })).toEqual({ text: "tomorrow at 9" });
  });

  it.each([
    "last_call_time",
    "call_duration_time",
    "created_at",
    "appointment_date",
    "birth_date",
    "preferred_date",
    "contact_date",
    "call_count",
    "time_zone",
    "scheduled_at_zone",
    "best_phone",
    "reason for call",
  ])("is none by the name %s", (name) => {
    expect(askedIn({ [name]: "2026-06-16 09:00" })).toBeUndefined();
  });

  it("may be two, for the day and for the hour", () => {
    expect(askedIn({ callback_date: "2026-06-16", callback_time: "09:00" })).toEqual({ text: "2026-06-16 09:00" });
    expect(askedIn({ call_date: "2026-06-16T00:00:00.000Z", call_time: "3 pm" })).toEqual({ text: "2026-06-16 3 pm" });
    expect(askedIn({ call_date: "2026-06-16T00:00:00.000Z" })).toEqual({ text: "2026-06-16" });
    expect(askedIn({ call_date: "2026-06-16 00:00" })).toEqual({ text: "2026-06-16" });
    expect(askedIn({ call_time: "09:00" })).toEqual({ text: "09:00" });
  });

  it("stands where the mapping has it, whatever it is called", () => {
    const fields = { slot: { start: "2026-06-16T09:00" }, best_time_to_call: "mornings" };
    expect(askedIn(fields, { scheduledAt: "slot.start" })).toEqual({ text: "2026-06-16T09:00", isSure: true });
  });

  it("stays among what came with the lead, and says nothing where it is empty or a whole text", () => {
    const { extra } = readFields({ ...dana, best_time_to_call: "mornings" });
    expect(extra).toMatchObject({ best_time_to_call: "mornings" });
    expect(askedIn({ best_time_to_call: "" })).toBeUndefined();
    expect(askedIn({ best_time_to_call: "any time, but not ".repeat(8) })).toBeUndefined();
  });

  it("that the mapping names holds a text that is too long to be a time, and is none that begins with one", () => {
    const at = { scheduledAt: "slot" };
    const long = askedIn({ slot: `tomorrow at 9${" ".repeat(90)}or never` }, at);
    expect(long).toEqual({ text: expect.stringMatching(/^tomorrow at 9 or never$/), isSure: true });
    const asked = askedIn({ slot: `tomorrow at 9, ${"and then again ".repeat(9)}` }, at);
    expect(asked).toMatchObject({ text: expect.stringMatching(/^tomorrow at 9, and .*…$/), isSure: true });
    expect(asked?.text.length).toBeLessThanOrEqual(80);
  });

  it("may be a number, a list or a part of one, as JSON has them", () => {
    expect(askedIn({ scheduled_at: 1796306400 })).toEqual({ text: "1796306400" });
    expect(askedIn({ scheduled_at: ["2026-06-16T09:00"] })).toEqual({ text: "2026-06-16T09:00" });
    expect(askedIn({ scheduled_at: { date: "2026-06-16", time: "09:00" } })).toEqual({ text: "2026-06-16 09:00" });
    expect(askedIn({ scheduled_at: true })).toEqual({ text: "true" });
    expect(askedIn({ slot: true }, { scheduledAt: "slot" })).toEqual({ text: "true", isSure: true });
    expect(askedIn({ slot: { a: 1 } }, { scheduledAt: "slot" })).toMatchObject({ isSure: true });
  });

  it("is the one of several that says a time, and where they differ none is chosen", () => {
    const nine = "2026-06-16 09:00";
    expect(askedIn({ scheduled_at: nine, best_time_to_call: "mornings" })).toEqual({ text: nine });
    expect(askedIn({ best_time_to_call: "mornings", scheduled_at: nine })).toEqual({ text: nine });
    expect(askedIn({ best_time_to_call: "mornings", call_date: "2026-06-16" })).toEqual({ text: "2026-06-16" });
    expect(askedIn({ scheduled_at: nine, callback_at: nine })).toEqual({ text: nine });
    expect(askedIn({ scheduled_at: nine, callback_at: "2026-06-17 10:00" })).toEqual({
      text: `${nine} / 2026-06-17 10:00`,
    });
    expect(askedIn({ call_date: "2026-06-16", callback_date: "2026-06-17", call_time: "10:00" })).toEqual({
      text: "2026-06-16 / 2026-06-17 10:00",
    });
    expect(askedIn({ best_time_to_call: "mornings", best_time_to_reach_you: "evenings" })).toEqual({
      text: "mornings / evenings",
    });
  });

  it("says why it was taken, and holds no value of the form", () => {
    expect(readFields({ ...dana, callback_time: "09:00" }).why?.asked).toEqual({
      path: "callback_time",
      by: "name",
      reason: "its name asks when to call",
    });
  });
});
