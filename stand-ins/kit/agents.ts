/** The agents of the Callingly that is played, one of whom each CRM that is played has among its users. All are invented. */
export interface DemoAgent {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

export const demoAgent = (firstName: string, lastName: string): DemoAgent => ({
  firstName,
  lastName,
  email: `${firstName}.${lastName}@example.com`.toLowerCase(),
});

/** She is a user of every CRM; the others are of none. */
export const ada = demoAgent("Ada", "Fields");
