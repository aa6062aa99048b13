/**
 * Names of the environment variables that the stack sets and the functions read. No SDK is imported here, so that
 * both sides can share it.
 */
export const EnvName = {
  /** Name of the deployment, as it stands in every line of the log. */
  stage: "STAGE",
  /** Set where the stage is production, which takes no test secrets of captchas. */
  production: "PRODUCTION",
  tableName: "TABLE_NAME",
  /** The topic that gets the mail of the morning, and the hour from which on; unset where there is no such mail. */
  morningMailTopic: "MORNING_MAIL_TOPIC",
  morningMailHour: "MORNING_MAIL_HOUR",
  /** ARNs of the secrets, one per purpose. */
  sourceKeysSecret: "SOURCE_KEYS_SECRET",
  callbackTokensSecret: "CALLBACK_TOKENS_SECRET",
  callinglyTokensSecret: "CALLINGLY_TOKENS_SECRET",
  crmCredentialsSecret: "CRM_CREDENTIALS_SECRET",
  sourceCredentialsSecret: "SOURCE_CREDENTIALS_SECRET",
  suppressionKeySecret: "SUPPRESSION_KEY_SECRET",
  /** Unset where there is no proxy before the door. */
  originHeaderSecret: "ORIGIN_HEADER_SECRET",
  /** `required`: requests without the word of that secret are refused. */
  originHeader: "ORIGIN_HEADER",
  /** JSON object: what this stage has other than `policies` of the configuration. Unset: nothing. */
  stagePolicies: "STAGE_POLICIES",
  /** Public address under which Callingly and senders reach the bridge, without a trailing slash. */
  callbackBaseUrl: "CALLBACK_BASE_URL",
  /** Another server that speaks Callingly's API, without the `/v1`. Unset: Callingly itself. */
  callinglyBaseUrl: "CALLINGLY_BASE_URL",
  /** JSON object, CRM name to base address: sends results elsewhere than to the CRM itself. Unset: the CRMs. */
  crmBaseUrls: "CRM_BASE_URLS",
  /** JSON object, source name to base address: fetches leads elsewhere than from the platform itself. Unset in AWS. */
  platformBaseUrls: "PLATFORM_BASE_URLS",
  /** Answers instead of the vendors of captchas. Unset in AWS. */
  captchaBaseUrl: "CAPTCHA_BASE_URL",
} as const;
