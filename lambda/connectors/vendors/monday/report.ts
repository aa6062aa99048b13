import { configured } from "../../contract/connector.ts";
import type { Reporter, ReportJob } from "../../contract/reporter.ts";
import { mondayAccess } from "./access.ts";
import { PATH } from "./graphql.ts";
import { changeItem } from "./item-columns.ts";
import { itemId } from "./items.ts";
import { itemOf } from "./person-item.ts";
import { ReportSettingsSchema } from "./settings.ts";
import { createUpdate, editUpdate, findUpdate } from "./updates.ts";
import { listUsers } from "./users.ts";

/** Results as updates on the item, and its columns. */
export const mondayReport = configured(
  ReportSettingsSchema,
  (settings): Reporter => ({
    ...mondayAccess,
    probe: { path: PATH, posted: { query: "query { me { id } }" } },
    async findRecord(crm, lead, { mayMake }) {
      const id = await itemOf(crm, lead, { mayMake, settings });
      return id === undefined ? undefined : { type: "item", id };
    },
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createUpdate(crm, job, itemOfJob(job)),
    update: editUpdate,
    findTrace: (crm, job) => findUpdate(crm, job, itemOfJob(job)),
    updateRecord: (crm, job) => changeItem(crm, job, itemOfJob(job), settings),
  }),
);

/** It is found or made before anything is written. */
const itemOfJob = ({ record }: ReportJob): string => itemId(record?.id ?? "");
