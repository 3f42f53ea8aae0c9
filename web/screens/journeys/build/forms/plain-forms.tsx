import type { getJourneysContract } from '../../../../../api/journeys/get-journeys.contract.ts';
import { useReply } from '../../../../api/use-reply.ts';
import { useWords } from '../../../../words/words.tsx';
import { useBuilding } from '../build-context.ts';
import { choicesOf, SelectField, TextField } from '../fields/fields.tsx';
import { WayField } from '../fields/way-field.tsx';
import type { FormProps } from './form.ts';

/** Into another journey. */
export function EnterOtherForm({ step, place, set }: FormProps<'enter'>) {
  const words = useWords().build;
  const { id } = useBuilding();
  const journeys = useReply<typeof getJourneysContract>('get /v1/journeys', {}).data?.journeys ?? [];
  const others = journeys.filter((each) => each.id !== id).map((each) => ({ value: each.id, text: each.name }));
  const isKnown = others.some(({ value }) => value === step.journey);
  const own = isKnown ? [] : [{ value: step.journey, text: step.journey || words.choose }];
  return (
    <>
      <SelectField
        label={words.fields.journey}
        at="journey"
        value={step.journey}
        choices={[...own, ...others]}
        change={(journey) => set({ journey })}
      />
      <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
    </>
  );
}

/** The end of the journey. */
export function StopForm({ step, set }: FormProps<'stop'>) {
  const { fields } = useWords().build;
  return (
    <TextField label={fields.reason} at="reason" value={step.reason} change={(reason) => set({ reason }, 'reason')} />
  );
}

const SET_KINDS = ['value', 'from', 'now', 'remove'] as const;
const NOWS = ['instant', 'day'] as const;
const SAYS_NOTHING = { value: undefined, from: undefined, now: undefined };

/** An attribute of the customer. */
export function SetForm({ step, place, set }: FormProps<'set'>) {
  const words = useWords().build;
  const { fields } = words;
  const { attribute, value, from, now } = step;
  const kind = now !== undefined ? 'now' : from !== undefined ? 'from' : value === null ? 'remove' : 'value';
  const fresh = {
    value: { ...SAYS_NOTHING, value: '' },
    from: { ...SAYS_NOTHING, from: 'entry.' },
    now: { ...SAYS_NOTHING, now: 'day' },
    remove: { ...SAYS_NOTHING, value: null },
  } as const;
  return (
    <>
      <TextField
        label={fields.attribute}
        at="attribute"
        value={attribute}
        change={(to) => set({ attribute: to }, 'attribute')}
      />
      <SelectField
        label={fields.setTo}
        value={kind}
        choices={choicesOf(SET_KINDS, fields.setKinds)}
        change={(to) => set(fresh[to])}
      />
      {kind === 'value' && (
        <TextField
          label={fields.value}
          at="value"
          value={String(value ?? '')}
          change={(text) => set({ value: asValue(text) }, 'value')}
        />
      )}
      {kind === 'from' && (
        <TextField label={fields.from} at="from" value={from ?? ''} change={(field) => set({ from: field }, 'from')} />
      )}
      {now !== undefined && (
        <SelectField
          label={fields.time}
          value={now}
          choices={choicesOf(NOWS, fields.nows)}
          change={(to) => set({ now: to })}
        />
      )}
      <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
    </>
  );
}

/** What reads as a number or as true or false is one. */
function asValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/.test(text) && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}
