/** An answer that says no. https://developer.salesforce.com/docs/platform/api-rest/guide/errorcodes.html */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly string[];

  constructor(status: number, code: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }

  /** As Salesforce words it: always a list. */
  body(): object[] {
    return [{ message: this.message, errorCode: this.code, fields: this.fields }];
  }
}
