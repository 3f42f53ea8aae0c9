import { useWords } from '../../../../words/words.tsx';
import { Faults } from '../fields/field.tsx';
import { choicesOf, NumberField, SelectField } from '../fields/fields.tsx';
import { SpanField } from '../fields/span-field.tsx';
import type { FormProps } from './form.ts';
import { RemovablePart } from './removable-part.tsx';
import { SaidFields } from './said-fields.tsx';
import { CHANNEL_NAMES, freeChannel, saidOn, type ChannelName, type SaidBy } from './said.ts';

type ChainProps = Pick<FormProps<'send'>, 'step' | 'set'> & { readonly channels: SaidBy[] };

const FEWEST = 2;

/** Several channels, what is said on each, and when the next one has its turn. */
export function ChainFields({ step, set, channels }: ChainProps) {
  const words = useWords().build.send;
  const put = (changed: SaidBy[], about?: string) => set({ channels: changed }, about);
  const free = freeChannel(channels);
  return (
    <>
      <p className="small soft">{words.severalHint}</p>
      <Faults at="channels" />
      {channels.map((said, index) => (
        <Link key={said.channel} said={said} index={index} channels={channels} put={put} />
      ))}
      {free !== undefined && (
        <button className="button small" type="button" onClick={() => put([...channels, saidOn(free, {})])}>
          + {words.add}
        </button>
      )}
      <SpanField
        label={words.after}
        hint={words.afterHint}
        at="after"
        value={step.after ?? '1d'}
        change={(after) => set({ after }, 'after')}
      />
      <SelectField
        label={words.order}
        at="order"
        value={step.order ?? 'written'}
        choices={choicesOf(['written', 'best'] as const, words.orders)}
        change={(order) => set({ order })}
      />
      <NumberField
        label={words.most}
        hint={words.mostHint}
        at="most"
        min={1}
        max={channels.length}
        value={step.most}
        change={(most) => set({ most }, 'most')}
      />
    </>
  );
}

interface LinkProps {
  readonly said: SaidBy;
  readonly index: number;
  readonly channels: SaidBy[];
  readonly put: (channels: SaidBy[], about?: string) => void;
}

/** One channel of the chain. */
function Link({ said, index, channels, put }: LinkProps) {
  const words = useWords().build.send;
  const name = words.channels[said.channel];
  const open = CHANNEL_NAMES.filter((each) => each === said.channel || !channels.some((one) => one.channel === each));
  const at = `channels[${index}].`;
  const earlier = () => put(channels.toSpliced(index, 1).toSpliced(index - 1, 0, said));
  return (
    <RemovablePart
      name={words.place(index + 1, name)}
      remove={channels.length > FEWEST ? () => put(channels.toSpliced(index, 1)) : undefined}
    >
      <SelectField<ChannelName>
        label={words.channel}
        at={`${at}channel`}
        value={said.channel}
        choices={open.map((value) => ({ value, text: words.channels[value] }))}
        change={(channel) => put(channels.with(index, saidOn(channel, said)))}
      />
      {index > 0 && (
        <button className="button small" type="button" aria-label={words.up(name)} onClick={earlier}>
          ↑
        </button>
      )}
      <SaidFields
        said={said}
        at={at}
        set={(change, about) => put(channels.with(index, { ...said, ...change }), `${at}${about}`)}
      />
    </RemovablePart>
  );
}
