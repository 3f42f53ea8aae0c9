import { useWords } from '../../../../words/words.tsx';
import { channelsOf, NotSetUp } from '../../not-set-up.tsx';
import { SelectField, TextField } from '../fields/fields.tsx';
import { WayField } from '../fields/way-field.tsx';
import { ChainFields } from './chain-fields.tsx';
import { orNothing, type FormProps } from './form.ts';
import { SaidFields } from './said-fields.tsx';
import { CHANNEL_NAMES, freeChannel, onOne, onSeveral, saidOn } from './said.ts';

const SEVERAL = 'several';

/** A message by one channel, or by several of which the next one is tried where nobody reacts. */
export function SendForm({ step, place, set }: FormProps<'send'>) {
  const words = useWords().build;
  const { fields, send } = words;
  const { category, channels, channel = 'email' } = step;
  const first = channels?.[0] ?? { ...step, channel };
  const change = (to: (typeof CHANNEL_NAMES)[number] | typeof SEVERAL) => {
    const said = saidOn(first.channel, first);
    if (to !== SEVERAL) return set(onOne(saidOn(to, first)));
    const second = freeChannel([said]) ?? 'email';
    return set(onSeveral([said, saidOn(second, first)]));
  };
  return (
    <>
      <SelectField
        label={send.by}
        at="channel"
        value={channels === undefined ? channel : SEVERAL}
        choices={[
          ...CHANNEL_NAMES.map((value) => ({ value, text: send.channels[value] })),
          { value: SEVERAL, text: send.several },
        ]}
        change={change}
      />
      <NotSetUp channels={channelsOf([step])} />
      {channels === undefined ? (
        <SaidFields said={{ ...step, channel }} at="" set={set} />
      ) : (
        <ChainFields step={step} set={set} channels={channels} />
      )}
      <TextField
        label={fields.category}
        hint={fields.categoryHint}
        at="category"
        value={category ?? ''}
        change={(to) => set({ category: orNothing(to) }, 'category')}
      />
      <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
    </>
  );
}
