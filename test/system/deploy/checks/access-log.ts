import type { Check } from "../deployed.ts";

/** Paths carry keys, and requests people: neither may be in a log that everybody in the account reads. */
export const accessLogIsDiscreet: Check = {
  name: "the access log names routes, and neither paths nor keys nor people",
  async run({ cloud, senders, waitFor }) {
    const secret = senders.addressOf("anything").split("/").at(-1) ?? "";
    const lines = await waitFor(
      "a line about a lead in the access log",
      async () => {
        const all = await cloud.logLines("FrontDoorAccessLog", 0);
        return all.some((line) => line.includes("ANY /leads/{source}/{key}")) ? all : undefined;
      },
      180_000,
    );
    const told = lines.filter((line) =>
      [secret, "/leads/anything", ...senders.accepted()].some((word) => line.includes(word)),
    );
    // The line itself must not be repeated here.
    if (told.length > 0) throw new Error(`${told.length} of ${lines.length} lines hold a path, a key or a phone`);
    for (const line of lines) JSON.parse(line);
    return `${lines.length} lines`;
  },
};
