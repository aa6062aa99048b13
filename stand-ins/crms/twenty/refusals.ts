import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/**
 * https://github.com/twentyhq/twenty/blob/main/packages/twenty-server/src/engine/core-modules/exception-handler/http-exception-handler.service.ts
 */

const invalid = "A field has a value that it cannot have.";
const forbidden = "The role of this key may not do that.";

const problem = (statusCode: number, error: string, ...messages: string[]) => ({ statusCode, error, messages });

export const refusals: readonly Refusal[] = [
  refusing("over a limit", "wait", 429, problem(429, "ThrottlerException", "Limit reached")),
  refusing("over a limit, as an older version says it", "wait", 400, problem(400, "Error", "Limit reached")),
  refusing("in trouble", "wait", 500, problem(500, "InternalServerErrorException", "Something is wrong here")),
  refusing("not valid", "person", 400, problem(400, "BadRequestException", invalid), { to: "writes", words: invalid }),
  refusing("not allowed", "person", 403, problem(403, "ForbiddenException", forbidden), { words: forbidden }),
  refusing("no such record", "person", 404, problem(404, "NotFoundException", "Record not found"), {
    words: "Record not found",
  }),
  refusing("no such record, as an older version says it", "person", 400, problem(400, "Error", "Record not found"), {
    words: "Record not found",
  }),
  refusing("key not valid", "access", 401, problem(401, "UnauthorizedException", "Token invalid.")),
];
