import { changes, type Endpoint, flag, may, phone, reads, text } from "../endpoint.ts";

/** Clients of an agency. */

const columns = ["id", "name", "email", "is_active"];

export const clients: readonly Endpoint[] = [
  reads({ name: "clients list", does: "Clients of an agency.", columns }, (callingly) => callingly.listClients()),
  changes(
    {
      name: "clients create",
      does: "Creates a client of the agency.",
      fields: { fname: text, lname: text, company: text, email: text, phone_number: phone, password: may(text) },
      columns,
    },
    (callingly, _, client) => callingly.createClient(client),
  ),
  changes({ name: "clients delete", does: "Deletes the client.", ids: ["client"] }, (callingly, [client = ""]) =>
    callingly.deleteClient(client),
  ),
  changes(
    { name: "clients active", does: "Switches the client on or off.", ids: ["client"], fields: { is_active: flag } },
    (callingly, [client = ""], { is_active }) => callingly.setClientActive(client, is_active),
  ),
];
