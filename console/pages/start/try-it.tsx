import { useState } from "preact/hooks";
import { type Answer, ask } from "../../kit/ask.ts";
import { RingsPeople, useAskedFirst } from "../../kit/asked-first.tsx";
import { typedHere } from "../../kit/bridge.ts";
import { Panel, Problem, Worded } from "../../kit/parts.tsx";
import { visitorWords } from "../../kit/visitor-words.ts";
import { planned } from "./planned.tsx";
import { endings, phoneThatEnds, type Somebody, somebody } from "./somebody.ts";
import { momentIn, TimeChoice, usualTime } from "./when.tsx";

/** A form's source, or that of a CRM (`crm`), with which a lead can be tried. */
export interface Way {
  readonly source: string;
  readonly words: string;
  readonly crm: string;
  /** What is planned there for a time of its own; undefined where the lead is to be called now. */
  readonly plan?: { readonly kind: string; readonly off: string | null };
}

export function waysOf({ sources }: Answer<"local/demo">): readonly Way[] {
  const forms = sources.filter(({ connector }) => connector === "html-form" || connector === "json");
  const crms = sources.filter(({ contacts_in }) => contacts_in !== null);
  return [
    ...forms.map(({ source }) => ({ source, words: `a visitor sends the form “${source}”`, crm: "" })),
    ...crms.map(({ source, contacts_in }) => ({
      source,
      words: `somebody saves a contact in ${contacts_in}`,
      crm: contacts_in ?? "",
    })),
    ...sources.flatMap(({ source, plans }) =>
      (plans?.kinds ?? []).map(({ kind, words, off }) => ({
        source,
        words: `somebody ${words} in ${plans?.title}`,
        crm: plans?.title ?? "",
        plan: { kind, off },
      })),
    ),
  ];
}

/** A visitor asks to be called, or somebody saves a contact in a CRM: what the bridge lives on, to try. */
export function TryIt({
  demo,
  at,
  choose,
}: {
  readonly demo: Answer<"local/demo">;
  /** Which of the ways is chosen. */
  readonly at: number;
  readonly choose: (at: number) => void;
}) {
  const ways = waysOf(demo);
  const [digits, setDigits] = useState<string>(endings[0].digits);
  const [person, setPerson] = useState<Somebody>(() => somebody(demo.stand_in ? digits : ""));
  const [ms, setMs] = useState(usualTime);
  const [said, setSaid] = useState<Said>();
  const way = ways[at];
  const { begin, isBusy, problem, asked, agree, leave } = useAskedFirst(
    () => {
      setSaid(undefined);
      const source = way?.source ?? "";
      if (way?.plan)
        return ask("local/plan/ask", { do: "plan", kind: way.plan.kind, source, at: momentIn(ms), ...person });
      return ask("local/try/ask", { way: way?.crm ? "contact" : "visit", source, ...person });
    },
    async (proof) => {
      const { status, page } = way?.plan
        ? { ...(await ask("local/plan", { proof })), page: null }
        : await ask("local/try", { proof });
      if (way?.plan) planned.value += 1;
      setSaid(
        page === null
          ? { words: `${way?.crm} sent it; the bridge answered ${status}.` }
          : { page: visitorWords(page).lines },
      );
      setPerson(somebody(demo.stand_in ? digits : ""));
    },
  );
  if (!way) return null;

  return (
    <Panel title="Send a lead">
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <label>
          How it comes
          <select
            value={at}
            onChange={({ currentTarget }) => {
              setSaid(undefined);
              choose(Number(currentTarget.value));
            }}
          >
            {ways.map(({ words }, index) => (
              <option key={words} value={index}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {way.plan?.off ? (
          <p>
            <Worded text={way.plan.off} />
          </p>
        ) : (
          <>
            {way.plan && <TimeChoice label="When" ms={ms} choose={setMs} />}
            {demo.stand_in && (
              <label>
                How the call ends
                <select
                  value={digits}
                  onChange={({ currentTarget }) => {
                    setDigits(currentTarget.value);
                    setPerson({ ...person, phone: phoneThatEnds(currentTarget.value) });
                  }}
                >
                  {endings.map(({ digits, words }) => (
                    <option key={digits} value={digits}>
                      {words}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <div class="pair">
              <Field name="first_name" label="First name" person={person} set={setPerson} isNeeded />
              <Field name="last_name" label="Last name" person={person} set={setPerson} />
            </div>
            <Field name="email" label="E-mail" mode="email" person={person} set={setPerson} />
            <Field name="phone" label="Phone" mode="tel" person={person} set={setPerson} isNeeded />
            <div class="actions">
              <button type="submit" class="primary" disabled={isBusy}>
                {buttonOf(way)}
              </button>
            </div>
          </>
        )}
      </form>
      {ways.every(({ plan }) => plan === undefined) && (
        <p class="quiet">
          Calls that are planned in a CRM or booked are tried here too, once the bridge was started with a source of
          them, such as by <code>{typedHere("bridge sources add bookings cal-com")}</code>.
        </p>
      )}
      <div role="status">
        {said?.page && (
          <div class="answer">
            <p class="quiet">What the visitor reads</p>
            {said.page.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        )}
        {said?.words && <p>{said.words}</p>}
      </div>
      {problem !== undefined && <Problem>{problem}</Problem>}
      {asked !== undefined && <RingsPeople question={asked} phone={person.phone} agree={agree} leave={leave} />}
    </Panel>
  );
}

const buttonOf = ({ crm, plan }: Way): string => {
  if (plan) return "Plan the call";
  return crm ? "Save the contact" : "Call me";
};

interface Said {
  readonly page?: readonly string[];
  readonly words?: string;
}

function Field({
  name,
  label,
  mode = "text",
  person,
  set,
  isNeeded = false,
}: {
  readonly name: keyof Somebody;
  readonly label: string;
  readonly mode?: "text" | "email" | "tel";
  readonly person: Somebody;
  readonly set: (person: Somebody) => void;
  readonly isNeeded?: boolean;
}) {
  return (
    <label>
      {label}
      <input
        name={name}
        inputMode={mode}
        autocomplete="off"
        required={isNeeded}
        value={person[name]}
        onInput={({ currentTarget }) => set({ ...person, [name]: currentTarget.value })}
      />
    </label>
  );
}
