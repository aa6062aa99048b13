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
  demo: ["results"],
} as const satisfies About;
