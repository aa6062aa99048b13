import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { notFound } from "./answers.ts";
import type { Held, Hook } from "./held.ts";
import { WriteHookSchema } from "./shapes.ts";
import { shownHook } from "./shown.ts";

/** REST hooks, of version 1: every address of this machine confirms, and none is asked. */

export function answerHooks({ all, find, put, newId }: Held, method: string, path: string, body: unknown): Outgoing {
  const [, id, verb] = /^\/hooks(?:\/(\d+))?(?:\/(verify))?$/.exec(path) ?? [];
  const verified = (hook: Hook): Outgoing => json(200, shownHook(put({ ...hook, status: "Verified" })));
  if (method === "GET" && path === "/hooks") return json(200, all("hook").map(shownHook));
  if (method === "POST" && path === "/hooks") {
    const { eventKey, hookUrl } = WriteHookSchema.parse(body);
    return verified({ kind: "hook", id: newId(), eventKey, hookUrl, status: "Unverified" });
  }
  const hook = find("hook", id ?? "");
  if (!hook) return notFound;
  if (method === "POST" && verb === "verify") return verified(hook);
  return method === "GET" && verb === undefined ? json(200, shownHook(hook)) : notFound;
}
