import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Reporter } from "../../../lambda/connectors/contract/reporter.ts";
import { jsonContent } from "../../../lambda/connectors/kit/out/content.ts";
import { crmOpener } from "../../../lambda/connectors/kit/out/open-crm.ts";
import { refreshTokenGrant } from "../../../lambda/connectors/kit/out/refresh-token.ts";
import { timing } from "../../../lambda/lead/timing.ts";
import type { OutgoingRequest, Send, Sent } from "../../../lambda/runtime/http-client.ts";
import { describeError, explainError } from "../../../lambda/runtime/log.ts";
import { crmTokens } from "../../../lambda/steps/crm-tokens.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import type { AccessStore } from "../../../lambda/store/store.ts";
import { aClock, aLog, someIds } from "../../fakes/bridge.ts";
import { ambiguous, answered } from "../../fakes/fake-send.ts";
import { minutes, noon, seconds } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";

/** Workers that report to one CRM whose access lasts half an hour, and which gives a new refresh token each time. */
function aTown() {
  const { accesses } = limitedTo("report-call", memoryStore());
  const clock = aClock(noon);
  const log = aLog();
  const newId = someIds("lease");
  const crm = aRotatingCrm(clock.now);
  const credentials = { current: { client_id: "our-id", client_secret: "our-secret", refresh_token: "refresh-0" } };

  /** A function instance; what a test names of it goes wrong. */
  const aWorker = (
    one: {
      send?: Send;
      accesses?: Partial<AccessStore>;
      clockErrorMs?: number;
      timeLeftMs?: number;
      credentials?: Record<string, string>;
    } = {},
  ) => {
    const now = () => new Date(clock.now().getTime() + (one.clockErrorMs ?? 0));
    const sleep = async (ms: number) => {
      clock.pass(ms);
      await aMoment();
    };
    const access = crmTokens({ accesses: { ...accesses, ...one.accesses }, newId, now, sleep, log });
    const open = crmOpener(async () => ({ crm: one.credentials ?? credentials.current }), {
      baseUrls: {},
      access,
      send: one.send ?? crm.send,
      now,
    });
    return {
      /** Opens the CRM and sends it so many requests. */
      async report(requests = 1): Promise<void> {
        const crm = await open({ name: "crm", reporter }, () => one.timeLeftMs ?? 60 * seconds);
        for (let count = 0; count < requests; count += 1) await crm?.http.request("POST", "/calls", jsonContent({}));
      },
    };
  };
  return { accesses, clock, log, crm, credentials, aWorker };
}

const reporter: Reporter = {
  baseUrl: "https://crm.example.com",
  credentials: z.record(z.string(), z.string()),
  authorise: ({ token }) => ({ authorization: `Bearer ${token}` }),
  renewal: { renew: refreshTokenGrant("/token") },
  create: async () => ({}),
};

const aMoment = () => new Promise((resolve) => setImmediate(resolve));

function aRotatingCrm(now: () => Date) {
  let good = { access: "", until: now(), refresh: "refresh-0" };
  let count = 0;
  const asked: string[] = [];
  const written: string[] = [];
  const renewals: OutgoingRequest[] = [];

  const renew = (body: string): Sent => {
    const form = new URLSearchParams(body);
    const refresh = form.get("refresh_token") ?? "";
    asked.push(refresh);
    const error_description = `${refresh} of ${form.get("client_id")} is not in force; sent was ${body}`;
    if (refresh !== good.refresh) return answered(400, { error: "invalid_grant", error_description });
    count += 1;
    good = { access: `access-${count}`, until: new Date(now().getTime() + 30 * minutes), refresh: `refresh-${count}` };
    return answered(200, { access_token: good.access, expires_in: 1_800, refresh_token: good.refresh });
  };
  const write = (token: string): Sent => {
    if (token !== good.access || now() >= good.until) return answered(401, { message: `${token} is not valid` });
    written.push(token);
    return answered(200, {});
  };
  const send = async (request: OutgoingRequest): Promise<Sent> => {
    const { url, body = "", headers = {} } = request;
    await aMoment();
    if (url.endsWith("/token")) {
      renewals.push(request);
      return renew(body);
    }
    return write((headers.authorization ?? "").replace("Bearer ", ""));
  };
  return {
    send,
    renewals,
    /** Refresh tokens it was asked with. */
    asked,
    /** Access tokens it took a result with. */
    written,
    /** It ends the access it gave, and tells nobody. */
    endEarly: () => {
      good = { ...good, access: "none" };
    },
    /** A person authorises the bridge again. */
    authorise: (refresh: string) => {
      good = { ...good, refresh };
    },
  };
}

const failureOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => {
      throw new Error("It did not fail");
    },
    (error: Error) => error,
  );

/** A worker that dies at this point never comes back. */
const death = () => new Promise<never>(() => undefined);

describe("access to a CRM that runs out", () => {
  it("F79: is renewed once by two workers who find it expired at once", async () => {
    const { aWorker, clock, crm } = aTown();
    await aWorker().report();
    clock.pass(31 * minutes);
    await Promise.all([aWorker().report(), aWorker().report()]);
    expect(crm.asked).toEqual(["refresh-0", "refresh-1"]);
    expect(crm.written).toEqual(["access-1", "access-2", "access-2"]);
  });

  it("F79: is renewed once by fifty, the very first time included", async () => {
    const { aWorker, crm } = aTown();
    await Promise.all(Array.from({ length: 50 }, () => aWorker().report()));
    expect(crm.asked).toEqual(["refresh-0"]);
    expect(crm.written).toHaveLength(50);
  });

  it("F79: keeps the refresh token that takes the place of the last, renewal after renewal", async () => {
    const { aWorker, clock, crm } = aTown();
    for (let hour = 0; hour < 4; hour += 1) {
      await aWorker().report();
      clock.pass(60 * minutes);
    }
    expect(crm.asked).toEqual(["refresh-0", "refresh-1", "refresh-2", "refresh-3"]);
  });

  it("keeps the refresh token where the CRM gives no other", async () => {
    const { aWorker, clock, crm } = aTown();
    const asked: string[] = [];
    const steady: Send = async (request) => {
      if (!request.url.endsWith("/token")) return answered(200, {});
      asked.push(new URLSearchParams(request.body).get("refresh_token") ?? "");
      return answered(200, { access_token: "steady", expires_in: 1_800 });
    };
    await aWorker({ send: steady }).report();
    clock.pass(60 * minutes);
    await aWorker({ send: steady }).report();
    expect(asked).toEqual(["refresh-0", "refresh-0"]);
    expect(crm.asked).toEqual([]);
  });

  it("is renewed as OAuth 2 has it, on a connection that cannot have been closed meanwhile", async () => {
    const { aWorker, crm } = aTown();
    await aWorker().report();
    expect(crm.renewals).toMatchObject([
      {
        method: "POST",
        url: "https://crm.example.com/token",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "grant_type=refresh_token&client_id=our-id&client_secret=our-secret&refresh_token=refresh-0",
        freshConnection: true,
      },
    ]);
    expect(crm.renewals[0]?.headers).not.toHaveProperty("authorization");
  });

  it("is used until a minute before its end, and renewed from then on", async () => {
    const { aWorker, clock, crm } = aTown();
    await aWorker().report();
    clock.pass(28 * minutes);
    await aWorker().report();
    expect(crm.asked).toHaveLength(1);
    clock.pass(minutes);
    await aWorker().report();
    expect(crm.asked).toHaveLength(2);
  });

  it("F79: is renewed by another worker when the one who was at it died", async () => {
    const { aWorker, clock, crm } = aTown();
    void aWorker({ send: death }).report();
    await aMoment();
    expect(await failureOf(aWorker().report())).toMatchObject({ name: "TransientError" });
    expect(crm.asked).toEqual([]);
    clock.pass(timing.renewalLease);
    await aWorker().report();
    expect(crm.written).toEqual(["access-1"]);
  });

  it("F79: is asked for once more when the CRM's answer was lost", async () => {
    const { aWorker, crm } = aTown();
    const answers = [ambiguous];
    const shaky: Send = async (request) => answers.pop() ?? crm.send(request);
    await aWorker({ send: shaky }).report();
    expect(crm.written).toEqual(["access-1"]);
  });

  it("leaves it to others at once when the CRM could not be asked", async () => {
    const { aWorker, crm } = aTown();
    expect(await failureOf(aWorker({ send: async () => ambiguous }).report())).toMatchObject({
      name: "TransientError",
    });
    await aWorker().report();
    expect(crm.written).toEqual(["access-1"]);
  });

  it("F79: is kept although the table fails again and again", async () => {
    const { aWorker, accesses, clock, crm } = aTown();
    let failures = 4;
    const shaky: AccessStore["save"] = async (next) => {
      if (next.sealed === undefined || failures === 0) return accesses.save(next);
      failures -= 1;
      // Half of them had landed before the answer was lost.
      if (failures % 2 === 0) await accesses.save(next);
      throw new Error("ProvisionedThroughputExceededException");
    };
    await aWorker({ accesses: { save: shaky } }).report();
    clock.pass(60 * minutes);
    await aWorker().report();
    expect(crm.asked).toEqual(["refresh-0", "refresh-1"]);
  });

  it("F79: is kept by who renewed it, although another took over with a clock that is ahead", async () => {
    const { aWorker, clock, crm } = aTown();
    let answer: () => void = () => {};
    const answersLate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const late: Send = async (request) => {
      const sent = await crm.send(request);
      if (request.url.endsWith("/token")) await answersLate;
      return sent;
    };
    const first = aWorker({ send: late }).report();
    while (crm.asked.length === 0) await aMoment();
    const second = aWorker({ clockErrorMs: 5 * minutes });
    const refusedOnceAnswered: Send = async (request) => {
      const sent = await crm.send(request);
      answer();
      await aMoment();
      return sent;
    };
    const overtaken = aWorker({ clockErrorMs: 5 * minutes, send: refusedOnceAnswered }).report();
    await Promise.all([first, overtaken]);
    expect(crm.asked).toEqual(["refresh-0", "refresh-0"]);
    expect(crm.written).toEqual(["access-1", "access-1"]);
    clock.pass(60 * minutes);
    await second.report();
    expect(crm.asked.at(-1)).toBe("refresh-1");
  });

  it("is not renewed when the function might be stopped before the answer is kept", async () => {
    const { aWorker, crm } = aTown();
    const failure = await failureOf(aWorker({ timeLeftMs: timing.renewalNeeds - 1 }).report());
    expect(failure).toMatchObject({ name: "TransientError" });
    expect(crm.asked).toEqual([]);
  });
});

describe("credentials that a person replaced", () => {
  it("F79: take effect at once, and those of before are not needed any more", async () => {
    const { aWorker, crm, credentials } = aTown();
    await aWorker().report();
    credentials.current = { ...credentials.current, refresh_token: "from-a-person" };
    crm.authorise("from-a-person");
    await aWorker().report();
    expect(crm.asked).toEqual(["refresh-0", "from-a-person"]);
    expect(crm.written).toEqual(["access-1", "access-2"]);
  });

  it("F79: are not undone by a worker who has not heard of them yet", async () => {
    const { aWorker, clock, crm, credentials } = aTown();
    const former = credentials.current;
    await aWorker().report();
    credentials.current = { ...former, refresh_token: "from-a-person" };
    crm.authorise("from-a-person");
    await aWorker().report();
    clock.pass(60 * minutes);
    expect(await failureOf(aWorker({ credentials: former }).report())).toMatchObject({ status: 401 });
    await aWorker().report();
    expect(crm.asked).toEqual(["refresh-0", "from-a-person", "refresh-1", "refresh-2"]);
  });

  it("need no table where they hold a token that does not run out", async () => {
    const { aWorker } = aTown();
    const tokens: (string | undefined)[] = [];
    const send: Send = async ({ headers }) => {
      tokens.push(headers?.authorization);
      return answered(200, {});
    };
    await aWorker({ credentials: { token: "stays" }, accesses: { find: death }, send }).report();
    expect(tokens).toEqual(["Bearer stays"]);
  });
});

describe("access that the CRM ends early", () => {
  it("F79: is renewed, and the request that was refused is sent again", async () => {
    const { aWorker, crm } = aTown();
    await aWorker().report();
    crm.endEarly();
    await aWorker().report(3);
    expect(crm.written).toEqual(["access-1", "access-2", "access-2", "access-2"]);
    expect(crm.asked).toEqual(["refresh-0", "refresh-1"]);
  });

  it("F79: is renewed once by all whom it befalls", async () => {
    const { aWorker, crm } = aTown();
    await aWorker().report();
    crm.endEarly();
    await Promise.all([aWorker().report(), aWorker().report(), aWorker().report()]);
    expect(crm.asked).toEqual(["refresh-0", "refresh-1"]);
  });

  it("is given up when the new one is refused as well", async () => {
    const { aWorker, crm } = aTown();
    const sent: string[] = [];
    const closed: Send = async (request) => {
      sent.push(request.url.replace(reporter.baseUrl, ""));
      return request.url.endsWith("/token") ? crm.send(request) : answered(401, { message: "not you" });
    };
    const failure = await failureOf(aWorker({ send: closed }).report());
    expect(failure).toMatchObject({ name: "RejectedError", status: 401 });
    expect(sent).toEqual(["/token", "/calls", "/token", "/calls"]);
  });

  it("is not renewed for what is refused for another reason", async () => {
    const { aWorker, crm } = aTown();
    const refuses: Send = async (request) => (request.url.endsWith("/token") ? crm.send(request) : answered(403, {}));
    expect(await failureOf(aWorker({ send: refuses }).report())).toMatchObject({ status: 403 });
    expect(crm.asked).toHaveLength(1);
  });
});

describe("access that the CRM does not renew", () => {
  it("F79: is refused in the CRM's words and without any secret, and asked for no second time", async () => {
    const { aWorker, crm, log, credentials } = aTown();
    crm.authorise("another");
    const failure = await failureOf(aWorker().report());
    expect(failure).toMatchObject({ name: "RejectedError", status: 401 });
    expect(crm.asked).toEqual(["refresh-0"]);
    expect(describeError(failure)).toBe("RejectedError 401: The CRM refused to renew our access");
    expect(explainError(failure)).toContain("is not in force");
    for (const secret of Object.values(credentials.current)) {
      expect(explainError(failure)).not.toContain(secret);
      expect(JSON.stringify(log.lines)).not.toContain(secret);
    }
  });

  it("may be renewed again as soon as the CRM allows it", async () => {
    const { aWorker, crm } = aTown();
    crm.authorise("another");
    await failureOf(aWorker().report());
    crm.authorise("refresh-0");
    await aWorker().report();
    expect(crm.written).toEqual(["access-1"]);
  });

  it("F79: waits to be asked again when the CRM answers nonsense or fails", async () => {
    for (const sent of [answered(200, "<html>"), answered(200, { access_token: "" }), answered(503)]) {
      const { aWorker } = aTown();
      expect(await failureOf(aWorker({ send: async () => sent }).report())).toMatchObject({ name: "TransientError" });
    }
    const { aWorker } = aTown();
    const busy: Sent = answered(429, "", { headers: { "retry-after": "7" } });
    expect(await failureOf(aWorker({ send: async () => busy }).report())).toMatchObject({ retryAfterMs: 7_000 });
  });
});

describe("what is kept of it", () => {
  it("F98: holds no secret that anybody could read, nor does the log", async () => {
    const { aWorker, accesses, clock, log } = aTown();
    const items: unknown[] = [];
    const save: AccessStore["save"] = (next) => {
      items.push(next);
      return accesses.save(next);
    };
    await aWorker({ accesses: { save } }).report();
    clock.pass(60 * minutes);
    await aWorker({ accesses: { save } }).report();
    expect(items).toHaveLength(4);
    expect(log.lines).toMatchObject([{ event: "access renewed", crm: "crm" }, { event: "access renewed" }]);
    expect(JSON.stringify([items, log.lines])).not.toMatch(/access-\d|refresh-\d|our-/);
  });
});
