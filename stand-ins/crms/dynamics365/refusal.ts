/** An answer that says no. https://learn.microsoft.com/en-us/power-apps/developer/data-platform/reference/web-service-error-codes */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  body(): object {
    return { error: { code: this.code, message: this.message } };
  }
}

export const badPayload = (entity: string, words: string): Refusal =>
  new Refusal(400, "0x80048d19", `Error identified in Payload provided by the user for Entity :'${entity}', ${words}`);

export const notThere = (table: string, id: string): Refusal =>
  new Refusal(404, "0x80040217", `Entity '${table.replace(/s$/, "")}' With Id = ${id} Does Not Exist`);
