import { ada } from "../../kit/agents.ts";

/** Its users, the first of whom has let the bridge in. */
export const users = [
  {
    id: "1",
    given_name: "Olive",
    family_name: "Owner",
    status: "ACTIVE",
    email_addresses: [address("olive.owner@example.com")],
  },
  { id: "2", given_name: "Ada", family_name: "Fields", status: "ACTIVE", email_addresses: [address(ada.email)] },
] as const;

/** The first e-mail address of somebody. */
export function address(email: string) {
  return { email, field: "EMAIL1" } as const;
}
