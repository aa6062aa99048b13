import { expect, it } from "vitest";
import { readEnv } from "../../../lambda/runtime/env.ts";

it("all missing environment variables are named at once", () => {
  expect(() => readEnv(["tableName", "sourceKeysSecret", "crmBaseUrls"], { TABLE_NAME: "t" })).toThrow(
    "SOURCE_KEYS_SECRET, CRM_BASE_URLS",
  );
});
