import type { About } from "../../contract/about.ts";

export const about = {
  key: "webhook",
  title: "Signed webhook",
  documentation: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
  credentials: [
    {
      title: "a secret that both sides know",
      fields: [
        {
          name: "signing_secret",
          label: "signing secret",
          how: 'make one: echo "whsec_$(openssl rand -base64 24)"; your server checks the signature with the same',
        },
      ],
    },
  ],
  settings: [{ name: "url", label: "Where the webhook is posted to", usual: "https://crm.invalid/callingly-results" }],
  writes: {
    call: "one message a call, and one more for all that comes later: the type `call.completed`, then `call.updated`",
    outcome: "`outcome`, `status`",
    moment: "`started_at`",
    length: "`seconds`",
    direction: "`direction`",
    numbers: "`phone`",
    agent: "`agent.name`, `agent.email`",
    recording: "`recording_url`",
    note: "`remark`, where there was no call",
    transcript: "`transcript`",
    status: "`lead_outcome`, the best of the lead's calls",
    speed: "`received_at`, `first_rung_at`, `attempt`",
  },
  limits: "429 with `Retry-After`",
  cannot: [],
  verified: "the Standard Webhooks specification, and its reference library's test vectors",
  demo: ["results"],
} as const satisfies About;
