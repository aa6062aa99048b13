import { describe, expect, it } from "vitest";
import type { Call } from "../../../../lambda/lead/call/call.ts";
import { strippedCall } from "../../../../lambda/lead/privacy/retention.ts";
import type { Ring } from "../../../../stand-ins/callingly/model.ts";
import type { Cloud, StoredLead } from "../cloud.ts";
import type { Deployed } from "../deployed.ts";
import { person } from "../senders.ts";
import { patience } from "../wait-for.ts";
import { accessLogIsDiscreet } from "./access-log.ts";
import { expectEnoughRuns } from "./concurrency.ts";
import { leadsExpire } from "./expiry.ts";
import { failuresArrive } from "./failures.ts";
import { secretsAreApart } from "./permissions.ts";
import { nobodyTwice } from "./redeploy.ts";
import { schedulesAreOn } from "./schedules.ts";
import { filtersHold } from "./stream.ts";
import { oldCallsAreStripped } from "./strip.ts";

const secrets = [
  "SourceKeysSecret",
  "CallbackTokensSecret",
  "CallinglyTokensSecret",
  "CrmCredentialsSecret",
  "SourceCredentialsSecret",
  "SuppressionKeySecret",
];
const [ada, ben] = ["+12025550111", "+12025550112"];

interface World {
  readonly cloud?: Partial<Cloud>;
  readonly accepted?: readonly string[];
  readonly rings?: readonly string[];
}

/** A deployed bridge in an account that answers as told, and whose time passes at once. */
function deployed({ cloud = {}, accepted = [], rings = [] }: World): Deployed & { ring(phone: string): void } {
  let time = 0;
  const sleep = async (ms: number) => {
    time += ms;
  };
  const log = rings.map((phone_number) => ({ phone_number, by: "create" }) as Ring);
  return {
    url: "https://api.example",
    outputs: { ApiUrl: "https://api.example", ...Object.fromEntries(secrets.map((name) => [name, `arn:${name}`])) },
    cloud: cloud as Cloud,
    standIns: { callingly: { core: { rings: log } } } as unknown as Deployed["standIns"],
    senders: {
      accepted: () => accepted,
      addressOf: () => "https://api.example/leads/anything/a-key",
      byJson: async () => ({}),
    } as unknown as Deployed["senders"],
    waitFor: patience({ everyMs: 10_000, now: () => time, sleep }),
    ring: (phone_number) => void log.push({ phone_number, by: "create" } as Ring),
  };
}

describe("who may read which secret", () => {
  const own: Record<string, string[]> = {
    AcceptLead: ["SourceKeys", "SuppressionKey"],
    DialLead: ["CallinglyTokens", "CrmCredentials", "SourceCredentials", "SuppressionKey"],
    HearCall: ["CallbackTokens"],
    ReportCall: ["CallinglyTokens", "CrmCredentials", "SuppressionKey"],
    Reconcile: ["CallinglyTokens", "CallbackTokens"],
  };
  const asGranted = async (role: string, _: string, arn: string) =>
    own[role.replace("FunctionRole", "")]?.some((name) => arn.includes(name)) ? "allowed" : "implicitDeny";
  const decide = (decision: Cloud["decision"]) => secretsAreApart.run(deployed({ cloud: { decision } }));

  it("is as the steps need it", async () => {
    expect(await decide(asGranted)).toMatch("30 decisions");
  });

  it("is not, when accept-lead may read Callingly's token", async () => {
    const lax: Cloud["decision"] = async (role, action, arn) =>
      role === "AcceptLeadFunctionRole" && arn.includes("CallinglyTokens") ? "allowed" : asGranted(role, action, arn);
    await expect(decide(lax)).rejects.toThrow("AcceptLead and CallinglyTokensSecret: allowed");
  });

  it("is not, when a function cannot read what it needs", async () => {
    await expect(decide(async () => "implicitDeny")).rejects.toThrow(
      "Reconcile and CallbackTokensSecret: implicitDeny",
    );
  });
});

it("an account in which few functions may run at a time is refused before anything is deployed, with the reason", async () => {
  expect(await expectEnoughRuns({ concurrency: async () => 1_000 })).toBe("1000 functions may run at a time");
  await expect(expectEnoughRuns({ concurrency: async () => 10 })).rejects.toThrow(
    /^Only 10 functions .* for that alone\. Ask AWS for 100 or more .*, or add --few-runs/,
  );
});

describe("schedules", () => {
  const rules: Record<string, { expression: string; inputs: string[] }> = {
    ClockEveryMinute: { expression: "rate(1 minute)", inputs: Array(3).fill('{"tick":"minute"}') },
    ClockEveryHour: { expression: "rate(1 hour)", inputs: ['{"tick":"hour"}'] },
    ClockEveryNight: { expression: "cron(17 8 * * ? *)", inputs: ['{"tick":"night"}'] },
  };
  const run = (change: object) => {
    const rule: Cloud["rule"] = async (name) => ({
      expression: "",
      inputs: [],
      isEnabled: true,
      ...rules[name],
      ...change,
    });
    return schedulesAreOn.run(deployed({ cloud: { rule } }));
  };

  it("are on", async () => {
    expect(await run({})).toMatch("rate(1 minute)");
  });

  it.each([
    ["somebody switched them off", { isEnabled: false }],
    ["a function is told nothing", { inputs: [""] }],
    ["a function is told another tick", { inputs: ['{"tick":"noon"}'] }],
  ])("are not, when %s", async (_, change) => {
    await expect(run(change)).rejects.toThrow("ClockEveryMinute");
  });
});

describe("the stream's filters", () => {
  const report = "REPORT RequestId: 1 Duration: 5 ms";
  const run = (logLines: Cloud["logLines"]) =>
    filtersHold.run(deployed({ cloud: { logLines, putItem: async () => {}, deleteItem: async () => {} } }));

  it("hold, when the clock alone ran the functions", async () => {
    expect(await run(async () => ["START", report])).toMatch("DialLead ran 1 times, ReportCall ran 1 times");
  });

  it("do not, when the functions ran for every batch", async () => {
    await expect(run(async () => Array(12).fill('{"type":"platform.report"}'))).rejects.toThrow(
      "DialLead ran 12 times",
    );
  });

  it("are not judged before the log has come", async () => {
    await expect(run(async () => [])).rejects.toThrow("in vain: the next tick in the log of DialLead");
  });
});

describe("the access log", () => {
  const about = (more: object) => JSON.stringify({ route: "ANY /leads/{source}/{key}", status: "200", ...more });
  const run = (...lines: string[]) =>
    accessLogIsDiscreet.run(deployed({ cloud: { logLines: async () => lines }, accepted: [ada] }));

  it("is discreet", async () => {
    expect(await run(about({}))).toBe("1 lines");
  });

  it.each([
    ["a path", { path: "/leads/anything" }],
    ["a key", { query: "a-key" }],
    ["a person", { body: ada }],
  ])("is not, when it holds %s, which is not repeated", async (_, more) => {
    await expect(run(about({}), about(more))).rejects.toThrow(/^1 of 2 lines hold a path, a key or a phone$/);
  });
});

describe("expiry", () => {
  const inDays = (days: number) => Math.round(Date.now() / 1000 + days * 86_400);
  const run = (attribute: string | undefined, expiresAt: number) => {
    const leads = async () => [{ id: "1", state: "completed", person: {}, expiresAt } as StoredLead];
    return leadsExpire.run(deployed({ cloud: { expiryAttribute: async () => attribute, leads } }));
  };

  it("is by the attribute that leads carry", async () => {
    expect(await run("expiresAt", inDays(90))).toBe("expiresAt, in 90 days");
  });

  it("is wrong without the attribute, by another, or with a time in milliseconds that never comes", async () => {
    await expect(run(undefined, inDays(90))).rejects.toThrow("expires items by nothing");
    await expect(run("ttl", inDays(90))).rejects.toThrow("expires items by ttl");
    await expect(run("expiresAt", inDays(-1))).rejects.toThrow("lies ahead");
    await expect(run("expiresAt", inDays(90) * 1000)).rejects.toThrow("lies ahead");
  });
});

describe("a call that is ninety days old", () => {
  const run = (strip: (call: Call) => Call) => {
    let stored: Call | undefined;
    const woken: object[] = [];
    const cloud: Partial<Cloud> = {
      putCall: async (call) => {
        stored = call;
      },
      call: async () => stored && (woken.length > 0 ? strip(stored) : stored),
      invoke: async (_, event) => void woken.push(event),
    };
    return oldCallsAreStripped(true).run(deployed({ cloud }));
  };

  it("loses what was said of a person", async () => {
    expect(await run((call) => strippedCall(call, undefined, new Date()))).toMatch("after");
  });

  it("is missed when nobody touches it, keeps its words, or stays due", async () => {
    await expect(run((call) => call)).rejects.toThrow("in vain: the call without its payload");
    const strippedAt = new Date().toISOString();
    await expect(run((call) => ({ ...call, strippedAt }))).rejects.toThrow("still has the recording");
    await expect(
      run((call) => ({ ...strippedCall(call, undefined, new Date()), dueFor: "reconcile" })),
    ).rejects.toThrow("still due for reconcile");
  });
});

describe("the failure queue", () => {
  const failure = (condition: string) => JSON.stringify({ requestContext: { condition } });
  const lead = person(501).phone;

  function run(messages: Cloud["messages"], ringsWhenMended = true) {
    const told: object[] = [];
    const bridge = deployed({
      cloud: {
        variables: async () => ({ TABLE_NAME: "leads" }),
        async setVariables(_, variables) {
          told.push(variables);
          if (told.length === 2 && ringsWhenMended) bridge.ring(lead);
        },
        messages,
      },
    });
    return { told, result: failuresArrive.run(bridge) };
  }

  it("gets what the dialler failed at, and the lead rings once it is mended", async () => {
    const { result, told } = run(async () => [failure("RetryAttemptsExhausted")]);
    expect(await result).toMatch("after the dialler was mended");
    expect(told).toEqual([{}, { TABLE_NAME: "leads" }]);
  });

  it("is missed when nothing arrives, and the dialler is mended all the same", async () => {
    const { result, told } = run(async () => []);
    await expect(result).rejects.toThrow("in vain: a message in the failure queue");
    expect(told).toHaveLength(2);
  });

  it("is no excuse for a lead that never rings", async () => {
    const { result } = run(async () => [failure("RetryAttemptsExhausted")], false);
    await expect(result).rejects.toThrow(`in vain: ${lead} rings`);
  });
});

describe("the account of all leads", () => {
  const stored = (phone: string, state: string): StoredLead => ({ id: phone, state, person: { phone } });
  const run = (rings: readonly string[], leads: StoredLead[] = []) =>
    nobodyTwice.run(deployed({ accepted: [ada, ben], rings, cloud: { leads: async () => leads } }));

  it("is settled when each rang once", async () => {
    expect(await run([ada, ben])).toBe("2 of 2 leads rang once");
  });

  it("names those who wait", async () => {
    expect(await run([ada], [stored(ben, "unknown")])).toBe("1 of 2 leads rang once; waiting: unknown");
  });

  it("is wrong when somebody was rung twice", async () => {
    await expect(run([ada, ben, ben])).rejects.toThrow(`Rung more than once: ${ben}`);
  });

  it("is wrong when somebody neither rang nor waits", async () => {
    await expect(run([ada])).rejects.toThrow(`${ben} was accepted and neither rang nor waits`);
    await expect(run([ada], [stored(ben, "completed")])).rejects.toThrow("neither rang nor waits");
  });
});
