import { useRef } from 'react';
import type { FieldProblem } from '../api/problem.ts';
import { useWords } from '../words/words.tsx';
import { AddPart } from './add-part.tsx';
import { AudiencePart } from './audience-part.tsx';
import { ComparePart } from './compare-part.tsx';
import { FRESH, grouped, isBelow, JOINS, negatedIf, opened, type Condition, type Group } from './condition.ts';
import { DidPart } from './did-part.tsx';
import { SEES_CUSTOMER, type Sees } from './fields.ts';
import { Faults, Line, RemoveButton } from './part-line.tsx';
import { useChoices, type Choices } from './use-choices.ts';
import './conditions.css';

interface ConditionEditorProps {
  readonly value: Condition;
  readonly onChange: (value: Condition) => void;
  /** Of the whole document; those of this condition are shown where they are. */
  readonly problems: readonly FieldProblem[];
  /** The path of this condition in the document, such as `condition` or `steps[2].when`. */
  readonly at: string;
  /** Left out: the customer alone, as audiences do. */
  readonly sees?: Sees;
}

/** Builds a condition out of comparisons, behaviour, audiences and groups of these, with every problem at its place. */
export function ConditionEditor({ value, onChange, problems, at, sees = SEES_CUSTOMER }: ConditionEditorProps) {
  const choices = useChoices();
  const shared = { problems: problems.filter(({ path }) => isBelow(path, at)), sees, choices };
  const open = opened(value, at);
  return (
    <div className="condition">
      {open.is === 'group' ? (
        <GroupPart group={open} at={at} change={onChange} {...shared} />
      ) : (
        <>
          <Part condition={value} at={at} change={onChange} {...shared} />
          <AddPart sees={sees} choices={choices} add={(part) => onChange({ all: [value, part] })} />
        </>
      )}
    </div>
  );
}

interface Shared {
  readonly problems: readonly FieldProblem[];
  readonly sees: Sees;
  readonly choices: Choices;
}
type PartProps = Shared & {
  readonly condition: Condition;
  readonly at: string;
  readonly change: (condition: Condition) => void;
  /** Left out: it cannot be taken away. */
  readonly remove?: () => void;
};

/** One part, of whatever kind. */
function Part({ condition, at, change, remove, ...shared }: PartProps) {
  const words = useWords().conditions;
  const open = opened(condition, at);
  const { problems, sees, choices } = shared;
  if (open.is === 'group') {
    return <GroupPart group={open} at={at} change={change} {...(remove ? { remove } : {})} {...shared} />;
  }
  const isWrong = problems.some(({ path }) => isBelow(path, at));
  switch (open.is) {
    case 'compare':
      return (
        <Line problems={problems} at={at} remove={remove}>
          {open.negated && (
            <select
              aria-label={words.negated}
              value="true"
              onChange={({ target }) => change(negatedIf(target.value === 'true', open.compare))}
            >
              <option value="false">{words.negations.false}</option>
              <option value="true">{words.negations.true}</option>
            </select>
          )}
          <ComparePart
            compare={open.compare}
            sees={sees}
            choices={choices}
            isWrong={isWrong}
            change={(next) => change(negatedIf(open.negated, next))}
          />
        </Line>
      );
    case 'audience':
      return (
        <Line problems={problems} at={at} remove={remove}>
          <AudiencePart
            id={open.audience}
            negated={open.negated}
            choices={choices}
            isWrong={isWrong}
            change={(id, negated) => change(negatedIf(negated, { in: id }))}
          />
        </Line>
      );
    case 'did': {
      const { did, negated } = open;
      const whenAt = `${open.at}.when`;
      const setWhen = (when: Condition | undefined) => change(negatedIf(negated, { ...did, when }));
      return (
        <Line
          problems={problems.filter(({ path }) => !isBelow(path, whenAt))}
          at={at}
          remove={remove}
          below={
            did.when !== undefined && (
              <WhenPart {...shared} type={did.did} when={did.when} at={whenAt} change={setWhen} />
            )
          }
        >
          <DidPart
            did={did}
            negated={negated}
            sees={sees}
            isWrong={isWrong}
            change={(next, isNot) => change(negatedIf(isNot, next))}
          />
          {did.when === undefined && (
            <button className="button plain small" type="button" onClick={() => setWhen(FRESH.compare(true))}>
              + {words.did.addWhen}
            </button>
          )}
        </Line>
      );
    }
  }
}

type WhenPartProps = Shared & {
  /** Of the events. */
  readonly type: string;
  readonly when: Condition;
  readonly at: string;
  readonly change: (when: Condition | undefined) => void;
};

/** Which events count, of those that somebody did: the event alone is looked at. */
function WhenPart({ type, when, at, change, ...shared }: WhenPartProps) {
  const words = useWords().conditions;
  const sees: Sees = { customer: false, events: [type], entry: false, webhook: false, entering: false };
  return (
    <fieldset className="inner">
      <legend>{words.did.when}</legend>
      <Part {...shared} sees={sees} condition={when} at={at} change={change} remove={() => change(undefined)} />
      {opened(when, at).is !== 'group' && (
        <AddPart choices={shared.choices} sees={sees} add={(part) => change({ all: [when, part] })} />
      )}
    </fieldset>
  );
}

type GroupPartProps = Shared & {
  readonly group: Group;
  readonly at: string;
  readonly change: (condition: Condition) => void;
  readonly remove?: () => void;
};

/** Several parts, and how they go together. */
function GroupPart({ group, at, change, remove, ...shared }: GroupPartProps) {
  const words = useWords().conditions;
  const root = useRef<HTMLFieldSetElement>(null);
  const { join, parts } = group;
  const set = (next: readonly Condition[]) => change(grouped(join, next));
  const removeAt = (place: number) => {
    set(parts.filter((_part, index) => index !== place));
    // The button that was pressed is gone; the next one to press is at the end of the group.
    root.current?.querySelector<HTMLSelectElement>(':scope > .row select')?.focus();
  };
  const mayRemove = parts.length > 1;
  return (
    <fieldset className="group" ref={root}>
      <legend className="hidden-visually">{words.join}</legend>
      <div className="row">
        <select
          aria-label={words.join}
          value={join}
          onChange={({ target }) => change(grouped(JOINS.find((each) => each === target.value) ?? 'all', parts))}
        >
          {JOINS.map((each) => (
            <option key={each} value={each}>
              {words.joins[each]}
            </option>
          ))}
        </select>
        <span className="grow" />
        {remove && <RemoveButton remove={remove} />}
      </div>
      <Faults problems={shared.problems.filter(({ path }) => path === at || path === group.at)} />
      <ol className="parts">
        {parts.map((part, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- a part has no name but its place, and keeps nothing of its own
          <li key={place}>
            <Part
              {...shared}
              condition={part}
              at={`${group.at}[${place}]`}
              change={(next) => set(parts.map((each, index) => (index === place ? next : each)))}
              {...(mayRemove ? { remove: () => removeAt(place) } : remove ? { remove } : {})}
            />
          </li>
        ))}
      </ol>
      <AddPart sees={shared.sees} choices={shared.choices} add={(part) => set([...parts, part])} />
    </fieldset>
  );
}
