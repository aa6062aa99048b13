import { expect, it } from "vitest";
import { forecast } from "../../../operator/leads/forecast.ts";
import { aBridge } from "../../fakes/bridge.ts";
import { aLead, noon } from "../../fakes/leads.ts";
import { anOperator } from "../../fakes/stage.ts";

it("holds who may be there and nobody else, until it is resumed", async () => {
  const operator = anOperator();
  const [louisiana, newYork] = [aLead({ phone: "+15045550123" }), aLead({ phone: "+12125550123" })];
  const said = async () => {
    const gates = await operator.store.gates.all();
    return [louisiana, newYork].map((lead) => forecast(lead, aBridge(), gates, noon).dial);
  };
  expect(await operator.run('pause --region us-la --reason "a hurricane"')).toMatchObject({
    code: 0,
    text: expect.stringContaining("Paused: calls to US-LA."),
  });
  expect(await said()).toEqual(["held", "now"]);
  expect((await operator.run("resume --region US-LA --yes")).text).toContain("Resumed: calls to US-LA.");
  expect(await said()).toEqual(["now", "now"]);
});

it("is told what a region looks like", async () => {
  expect(await anOperator().run("pause --region Louisiana")).toMatchObject({
    code: 2,
    notes: expect.stringContaining("write a state or province of US, CA or AU with its country, as US-LA"),
  });
});
