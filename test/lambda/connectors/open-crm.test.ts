import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Reporter } from "../../../lambda/connectors/contract/reporter.ts";
import type { CrmAccess } from "../../../lambda/connectors/kit/open-access.ts";
import { crmOpener } from "../../../lambda/connectors/kit/out/open-crm.ts";
import { RejectedError } from "../../../lambda/runtime/errors.ts";

/** Credentials as a function knows them, and as they are in the secret since. */
function aSecret(known: Record<string, string>, since: Record<string, string>) {
  const read: string[] = [];
  const secret = async () => {
    read.push("known");
    return { crm: known };
  };
  const fresh = async () => {
    read.push("fresh");
    return { crm: since };
  };
  return { secret: Object.assign(secret, { fresh }), read };
}

const reporter: Reporter = {
  baseUrl: "https://crm.example.com",
  credentials: z.object({ token: z.string(), refresh_token: z.optional(z.string()) }) as Reporter["credentials"],
  authorise: () => ({}),
  renewal: { renew: () => Promise.reject(new Error("nobody is asked")) },
  create: async () => ({}),
};
const crm = { name: "crm", reporter };
const timeLeft = () => 60_000;

const openerOf = (
  secret: Parameters<typeof crmOpener>[0],
  tokenFor: CrmAccess["tokenFor"] = async () => ({ token: "access" }),
) =>
  crmOpener(secret, {
    baseUrls: {},
    access: { tokenFor },
    send: () => Promise.reject(new Error("nothing is sent")),
    now: () => new Date(0),
  });

const old = { token: "old" };
const next = { token: "new" };

describe("credentials of a CRM that a person has replaced", () => {
  it("are looked for where none were known, and where those that were known are refused", async () => {
    expect((await openerOf(aSecret({}, next).secret)(crm, timeLeft))?.credentials).toEqual(next);
    expect((await openerOf(aSecret(old, next).secret)(crm, timeLeft, old))?.credentials).toEqual(next);
  });

  it("are not asked for as long as those that are known are taken", async () => {
    const { secret, read } = aSecret(old, next);
    expect((await openerOf(secret)(crm, timeLeft))?.credentials).toEqual(old);
    expect(read).toEqual(["known"]);
  });

  it("are none when the secret still holds those that were refused", async () => {
    expect(await openerOf(aSecret(old, old).secret)(crm, timeLeft, old)).toBeUndefined();
    expect(await openerOf(async () => ({ crm: old }))(crm, timeLeft, old)).toBeUndefined();
  });

  it("are used where the access of the former ones is not renewed any more", async () => {
    const former = { token: "", refresh_token: "former" };
    const renewed = { token: "", refresh_token: "renewed" };
    const onlyRenewed: CrmAccess["tokenFor"] = async ({ credentials }) => {
      if (credentials.refresh_token !== "renewed") throw new RejectedError(401, "it is over");
      return { token: "access" };
    };
    expect((await openerOf(aSecret(former, renewed).secret, onlyRenewed)(crm, timeLeft))?.credentials).toEqual(renewed);
    await expect(openerOf(aSecret(former, former).secret, onlyRenewed)(crm, timeLeft)).rejects.toThrow("it is over");
  });
});
