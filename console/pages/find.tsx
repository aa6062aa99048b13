import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { Answered } from "../kit/answered.tsx";
import { wanted } from "../kit/find.ts";
import { Page } from "../kit/page.tsx";
import { Empty } from "../kit/parts.tsx";
import { useAnswer } from "../kit/use-answer.ts";

/** Looks for a person by what is exactly theirs, and leads to their lead. */
export function Find() {
  const who = wanted.value;
  const { route } = useLocation();
  const known = useAnswer("lead", who === "" ? undefined : { who });
  const id = known.answer?.id;
  useEffect(() => {
    if (id !== undefined) route(`/console/leads/${id}`, true);
  }, [id]);
  return (
    <Page title="Find a person" command="bridge leads show WHO">
      {who === "" ? (
        <Empty>
          Type a phone number, an e-mail address, a ref, a call's id or a lead's id into the field above, exactly as it
          is. Names are not looked for.
        </Empty>
      ) : (
        <Answered known={known}>{({ id }) => <p>Found: {id}</p>}</Answered>
      )}
    </Page>
  );
}
