import * as z from "zod";
import { TemplateError } from "../template-error.ts";
import type { Kind } from "./kind.ts";
import { wanted } from "./world.ts";

/** The HTTP API and its parts. There is one, at the bridge's address. */

export const api: Kind = {
  attributes: (id, url) => ({ ApiEndpoint: url, ApiId: id }),
  run(_id, properties) {
    ApiSchema.parse(properties);
  },
};

// Strict: CORS or an authorizer set here would have to be obeyed, not overlooked.
const ApiSchema = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  ProtocolType: z.literal("HTTP"),
  /** Here there is one address, of IPv4. */
  IpAddressType: z.literal("dualstack").optional(),
  Tags: z.unknown().optional(),
});

export const integration: Kind = {
  run(id, properties, world) {
    const { IntegrationUri } = IntegrationSchema.parse(properties);
    world.integrations.set(id, IntegrationUri);
  },
};

const IntegrationSchema = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
});

export const route: Kind = {
  run(_id, properties, world) {
    const { RouteKey, Target } = RouteSchema.parse(properties);
    const integrationId = /^integrations\/(.+)$/.exec(Target)?.[1];
    if (integrationId === undefined)
      throw new TemplateError(`Route ${RouteKey} leads to ${Target}, which is no integration`);
    world.gateway.addRoute(RouteKey, wanted(world.functions, wanted(world.integrations, integrationId)));
  },
};

const RouteSchema = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal("NONE").optional(),
});

export const stage: Kind = {
  ref: () => "$default",
  run(_id, properties, world) {
    const { DefaultRouteSettings } = StageSchema.parse(properties);
    if (DefaultRouteSettings) {
      world.gateway.throttle(DefaultRouteSettings.ThrottlingRateLimit, DefaultRouteSettings.ThrottlingBurstLimit);
    }
  },
};

const StageSchema = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal("$default"),
  AutoDeploy: z.literal(true),
  AccessLogSettings: z.unknown().optional(),
  DefaultRouteSettings: z
    .strictObject({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() })
    .optional(),
  Tags: z.unknown().optional(),
});
