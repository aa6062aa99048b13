import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  DomainName,
  HttpApi,
  HttpMethod,
  HttpStage,
  IpAddressType,
  LogGroupLogDestination,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { EnvName } from "../lambda/runtime/env-names.ts";
import type { BridgeFunction } from "./bridge-function.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import type { StageSettings } from "./stage.ts";

export interface FrontDoorProps {
  readonly stage: StageSettings;
  readonly key: EncryptionKey | undefined;
}

/** The public address of the bridge. The steps check the senders, because each vendor signs differently. */
export class FrontDoor extends Construct {
  readonly api: HttpApi;
  private readonly callbackBaseUrl: string;
  /** Where forms and CRMs post, without a trailing slash. */
  readonly url: string;
  /** Where a proxy before the door has to lead, if there is one. */
  readonly originUrl: string | undefined;
  /** Where the name of a domain of the owner's has to lead, if there is one. */
  readonly dnsTarget: string | undefined;
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, { stage, key }: FrontDoorProps) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
      // Visitors by IPv6 are told apart by household; behind one IPv4 address a carrier may have thousands of people.
      ipAddressType: IpAddressType.DUAL_STACK,
      ...(stage.closesApiEndpoint && { disableExecuteApiEndpoint: true }),
    });
    const domain = stage.domain && this.domainName(stage.domain);
    const own = stage.domain ? `https://${stage.domain.name}` : this.api.apiEndpoint;
    this.dnsTarget = domain?.regionalDomainName;
    this.callbackBaseUrl = stage.callbackBaseUrl ?? own;
    this.originUrl = stage.originHeader && own;
    this.url = stage.originHeader ? this.callbackBaseUrl : own;

    this.accessLog = new LogGroup(this, "AccessLog", {
      // AWS lets API Gateway write into groups of this name. For each other group it lengthens one policy of the account,
      // which is full at 5,120 characters, and then no API of the account gets a log any more.
      logGroupName: `/aws/vendedlogs/${Stack.of(this).stackName}/access`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key && { encryptionKey: key.key }),
    });
    new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      ...(domain && { domainMapping: { domainName: domain } }),
      throttle: { rateLimit: stage.throttle.perSecond, burstLimit: stage.throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(this.accessLog), format: accessLogFormat(stage) },
    });
  }

  private domainName({ name, certificateArn }: NonNullable<StageSettings["domain"]>): DomainName {
    return new DomainName(this, "Domain", {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, "Certificate", certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
      ipAddressType: IpAddressType.DUAL_STACK,
    });
  }

  /** API Gateway's metrics of the requests. */
  get measured(): Pick<HttpApi, "metricCount" | "metricClientError" | "metricServerError"> {
    return this.api;
  }

  /** Lets a function answer the requests of some routes, written as `METHOD /path`. */
  open(fn: BridgeFunction, routes: readonly `${keyof typeof HttpMethod} /${string}`[]): void {
    const integration = new HttpLambdaIntegration("Integration", fn);
    for (const route of routes) {
      const [method, path = ""] = route.split(" ");
      const methods = [HttpMethod[method as keyof typeof HttpMethod]];
      for (const added of this.api.addRoutes({ path, methods, integration })) Validations.of(added).acknowledge(isOpen);
    }
  }

  /** Gives a function the address at which Callingly reaches the bridge. */
  tellCallbackUrl(fn: BridgeFunction): void {
    fn.addEnvironment(EnvName.callbackBaseUrl, this.callbackBaseUrl);
  }
}

/** The route instead of the path: paths and queries carry keys, tokens and people. */
const accessLogFormat = (stage: StageSettings): AccessLogFormat =>
  AccessLogFormat.custom(
    JSON.stringify({
      stage: stage.name,
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

const isOpen = {
  id: "AwsSolutions-APIG4",
  reason: "The function checks the vendor's signature over the raw body, or the key, before it reads anything.",
};
