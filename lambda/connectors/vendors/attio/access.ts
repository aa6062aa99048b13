import * as z from "zod/mini";
import type { Access } from "../../contract/reporter.ts";
import { understand } from "./meaning.ts";

/**
 * How Attio lets the bridge in: by a token of the workspace, which an OAuth app is given as well.
 * https://docs.attio.com/docs/oauth/token
 */
export const attioAccess: Access = {
  baseUrl: "https://api.attio.com",
  credentials: z.object({ token: z.string().check(z.minLength(1)) }),
  authorise: ({ token = "" }) => ({ authorization: `Bearer ${token}` }),
  understand,
};
