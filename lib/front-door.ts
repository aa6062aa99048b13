import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { EnvName } from "../lambda/runtime/env-names.ts";
import type { BridgeFunction } from "./bridge-function.ts";
import type { StageSettings } from "./stage.ts";

export interface FrontDoorProps {
  readonly stage: StageSettings;
}

/** The public address of the bridge. Who may enter is the steps' business, because each vendor signs differently. */
export class FrontDoor extends Construct {
  private readonly api: HttpApi;
  private readonly callbackBaseUrl: string;

  constructor(scope: Construct, id: string, { stage }: FrontDoorProps) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", { apiName: Stack.of(this).stackName, createDefaultStage: false });
    this.callbackBaseUrl = stage.callbackBaseUrl ?? this.api.apiEndpoint;

    const log = new LogGroup(this, "AccessLog", {
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.perSecond, burstLimit: stage.throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLogFormat },
    });
  }

  /** Without a trailing slash. */
  get url(): string {
    return this.api.apiEndpoint;
  }

  /** Lets a function answer the requests of some routes, written as `METHOD /path`. */
  open(fn: BridgeFunction, routes: readonly `${keyof typeof HttpMethod} /${string}`[]): void {
    const integration = new HttpLambdaIntegration("Integration", fn);
    for (const route of routes) {
      const [method, path = ""] = route.split(" ");
      this.api.addRoutes({ path, methods: [HttpMethod[method as keyof typeof HttpMethod]], integration });
    }
  }

  /** Tells a function the address at which Callingly reaches the bridge. */
  tellCallbackUrl(fn: BridgeFunction): void {
    fn.addEnvironment(EnvName.callbackBaseUrl, this.callbackBaseUrl);
  }
}

/** The route instead of the path: paths and queries carry keys, tokens and people. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    at: "$context.requestTime",
    route: "$context.routeKey",
    status: "$context.status",
    ms: "$context.responseLatency",
    functionStatus: "$context.integrationStatus",
    functionMs: "$context.integrationLatency",
    error: "$context.integrationErrorMessage",
  }),
);
