/** What AWS would call this place. */
export const region = "us-east-1";
export const accountId = "000000000000";

export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;
