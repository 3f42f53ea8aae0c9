import type { ReactNode } from 'react';
import { useWords } from '../../../../words/words.tsx';
import type { Condition } from '../../definition.ts';
import { choicesOf, NumberField, SelectField } from '../fields/fields.tsx';
import { EventField } from '../fields/known-fields.tsx';
import { SpanField } from '../fields/span-field.tsx';
import type { Did } from './kinds.ts';

const WITHINS = ['ever', 'entering', 'span'] as const;
const USUAL_SPAN = '30d';

interface DidProps {
  readonly did: Did;
  readonly change: (condition: Condition, about?: string) => void;
  readonly at: string;
  /** Which of such events count. */
  readonly children: ReactNode;
}

/** What somebody did, how often, and since when. */
export function DidEditor({ did, change, at, children }: DidProps) {
  const words = useWords().build;
  const { condition, trigger } = words;
  const { within } = did;
  const kind = within === undefined ? 'ever' : within === 'entering' ? 'entering' : 'span';
  const ends = { ever: undefined, entering: 'entering', span: USUAL_SPAN };
  return (
    <>
      <EventField
        label={trigger.event}
        at={`${at}.did`}
        value={did.did}
        change={(type) => change({ ...did, did: type }, `${at}.did`)}
      />
      <NumberField
        label={condition.times}
        at={`${at}.times`}
        min={1}
        max={100}
        value={did.times ?? 1}
        change={(times) => change({ ...did, times }, `${at}.times`)}
      />
      <SelectField
        label={condition.within}
        value={kind}
        choices={choicesOf(WITHINS, condition.withins)}
        change={(to) => change({ ...did, within: ends[to] })}
      />
      {kind === 'span' && (
        <SpanField
          label={words.fields.span}
          at={`${at}.within`}
          value={within}
          change={(span) => change({ ...did, within: span ?? '' }, `${at}.within`)}
        />
      )}
      {children}
    </>
  );
}
