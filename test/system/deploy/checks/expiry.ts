import { table } from "../../../../lambda/store/table.ts";
import type { Check } from "../deployed.ts";

export const leadsExpire: Check = {
  name: "leads that came to an end carry the attribute by which the table forgets them",
  async run({ cloud, waitFor }) {
    const attribute = await cloud.expiryAttribute();
    if (attribute !== table.expiry) throw new Error(`The table expires items by ${attribute ?? "nothing"}`);
    const ended = await waitFor(
      "a lead that came to an end",
      async () => (await cloud.leads()).find(({ state }) => state === "completed"),
      60_000,
    );
    const days = ((ended.expiresAt ?? 0) * 1000 - Date.now()) / 86_400_000;
    // A time in milliseconds would be thousands of years ahead.
    if (!(days > 1 && days < 3_650))
      throw new Error(`It expires at ${ended.expiresAt}, which is no time in seconds that lies ahead`);
    return `${attribute}, in ${Math.round(days)} days`;
  },
};
