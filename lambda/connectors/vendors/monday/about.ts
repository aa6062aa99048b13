import type { About } from "../../contract/about.ts";
import { mondayNames } from "./named.ts";

const app = "monday's Developer Center: the app";

export const about = {
  key: "monday",
  title: "monday CRM",
  documentation: "https://developer.monday.com/api-reference/",
  credentials: [
    {
      title: "the API token of a user",
      fields: [
        {
          name: "token",
          label: "personal API token",
          how: "monday: the user's picture, Developers, API token, Show; of a user who may edit the board",
        },
      ],
    },
    {
      title: "an OAuth app, whose access the bridge renews",
      fields: [
        { name: "client_id", label: "Client ID", how: `${app}, General settings, App credentials` },
        { name: "client_secret", label: "Client Secret", how: `${app}, General settings, App credentials` },
        {
          name: "refresh_token",
          label: "refresh token",
          how: "what the app is given once somebody has let it in, with the scopes me:read, account:read, users:read, boards:read, boards:write, updates:read and updates:write",
        },
      ],
      consent: {
        documentation: "https://developer.monday.com/apps/docs/oauth-2-1",
        authorise: "https://auth.monday.com/oauth2/authorize",
        token: "/oauth_ms/oauth/token",
        scopes: [
          "me:read",
          "account:read",
          "users:read",
          "boards:read",
          "boards:write",
          "updates:read",
          "updates:write",
        ],
        pkce: true,
        redirect: { name: "Redirect URL", how: `${app}, OAuth & Permissions, Redirect URLs`, takes: "https" },
      },
    },
  ],
  // https://developer.monday.com/api-reference/reference/me
  identity: {
    path: "/v2",
    posted: { query: "query { me { id email account { name } } }" },
    fields: { user: "data.me.email", account: "data.me.account.name" },
  },
  settings: [
    { name: "boardId", label: "Id of the board with the persons, the number in its address", usual: "7712004411" },
    { name: "phoneColumn", label: "Id of its phone column", usual: "lead_phone" },
    { name: "emailColumn", label: "Id of its e-mail column", usual: "lead_email" },
    { name: "statusColumn", label: "Id of its status column", usual: "lead_status" },
  ],
  named: mondayNames,
  writes: {
    call: "an update on the item",
    outcome: "the update",
    moment: "the update",
    length: "the update",
    direction: "the update",
    numbers: "the update",
    agent:
      "the update; the item's people column by the setting `ownerColumn` where it is empty, found by e-mail address",
    recording: "the update",
    note: "the update",
    transcript: "the update",
    status: "the item's status column, by the setting `leadStatus`",
    tags: "a dropdown column by the settings `tagsColumn` and `tags`, beside the labels that it has",
    speed: "the update; columns of the item by the setting `fields`",
  },
  limits:
    "429, or a 200 whose body names the wait (`retry_in_seconds`): 5 to 10 million points of complexity a minute, and requests of a day by plan, from 200",
  cannot: [
    "an entry of the item's timeline: monday cannot change one, so that a recording that comes later would need a second entry",
    "a call with fields of its own: monday has no such thing",
    "the author of an update: it is whose token it is",
    "a label that a status or dropdown column does not have: labels are made by people",
    "columns of an item on another board than `boardId`: they get the update alone",
  ],
  verified:
    "the schema of monday's own program for its API (version 2026-01), and monday's pages; not with a live account",
  demo: ["results", "contacts"],
} as const satisfies About;
