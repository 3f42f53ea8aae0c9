import type { Definition } from '../../definition.ts';
import { useFormat } from '../../../../format/use-format.ts';
import { useSaying, useTellingWords } from '../../../customers/telling.ts';
import { StepName } from '../step-name.tsx';
import { MailPreview } from './mail-preview.tsx';
import { laterOf, momentsOf, type Happening, type Moment, type Tried } from './walk.ts';
import { useTryWords } from './words.ts';

interface WalkAheadProps {
  readonly tried: Tried;
  /** Where the names of its steps are. */
  readonly definition: Definition | undefined;
}

/** The walk, instant by instant, with reasons and the messages as they would be read. */
export function WalkAhead({ tried, definition }: WalkAheadProps) {
  const words = useTryWords();
  const format = useFormat();
  const { customer, version, from, until, complete, messages, next } = tried;
  const telling = useTellingWords();
  const say = useSaying();
  const moments = momentsOf(tried, {
    entry: (entry) => telling.entry(entry, say),
    fact: (fact) => telling.fact(fact, say),
    besides: (decision, rest) => telling.besides(decision, rest, say),
  });
  const who = customer === 'somebody' ? words.somebody : customer;
  return (
    <div className="stack" role="status">
      <p>
        {words.of(who, version === null ? words.asDraft : words.asVersion(version))}
        {'. '}
        <span className="strong">
          {messages.length === 0 ? words.noMessages : `${words.messages(messages.length)}.`}
        </span>
      </p>
      {moments.length === 0 && (
        <p className="soft">
          {words.nothing} {words.nothingHint}
        </p>
      )}
      <ol className="walk">
        {moments.map((moment) => (
          <Instant key={moment.at} moment={moment} from={from} definition={definition} />
        ))}
      </ol>
      <p className="soft small">
        {words.ends(format.dateTime(until))} {!complete && words.cut}{' '}
        {next && words.next(format.dateTime(next.at), telling.next(next))}
      </p>
    </div>
  );
}

interface InstantProps extends Pick<WalkAheadProps, 'definition'> {
  readonly moment: Moment;
  readonly from: string;
}

function Instant({ moment: { at, happenings }, from, definition }: InstantProps) {
  const words = useTryWords();
  const format = useFormat();
  const later = laterOf(from, at);
  return (
    <li>
      <p className="when">
        <span className="strong">{later === null ? words.begins : words.later(words[later.unit](later.value))}</span>
        <span className="soft small">{format.dateTime(at)}</span>
      </p>
      <ul>
        {happenings.map((happening, place) => (
          <li key={`${place} ${happening.text}`}>
            <What happening={happening} definition={definition} />
          </li>
        ))}
      </ul>
    </li>
  );
}

interface WhatProps extends Pick<WalkAheadProps, 'definition'> {
  readonly happening: Happening;
}

/** Its kind in one word, and the step, or else the sentence that says why. */
function What({ happening, definition }: WhatProps) {
  const words = useTryWords();
  switch (happening.is) {
    case 'event':
      return (
        <p>
          <span className="chip quiet">{words.happened}</span> {happening.text}
        </p>
      );
    case 'move':
      return (
        <p>
          <span className="chip quiet">{words.moved}</span> {happening.text}
        </p>
      );
    case 'fact':
      return (
        <>
          <p>
            <span className={`chip ${TONES[happening.what] ?? ''}`}>{words.facts[happening.what]}</span>{' '}
            {happening.step !== undefined && SAID_BY_STEP.has(happening.what) ? (
              <StepName id={happening.step} among={[definition]} />
            ) : (
              happening.text
            )}
          </p>
          {happening.message && <MailPreview message={happening.message} />}
        </>
      );
  }
}

type Fact = Extract<Happening, { readonly is: 'fact' }>['what'];

/** Of these the step says all: why it came to them is the line before. */
const SAID_BY_STEP: ReadonlySet<Fact> = new Set([
  'waiting',
  'passed',
  'sending',
  'sent',
  'attempted',
  'opened',
  'clicked',
  'reacted',
]);

/** What keeps something from happening stands out, what only says how things are stays back. */
const TONES: Readonly<Partial<Record<Fact, 'warn' | 'quiet'>>> = {
  skipped: 'warn',
  refused: 'warn',
  failed: 'warn',
  unknown: 'warn',
  waiting: 'quiet',
  passed: 'quiet',
  matured: 'quiet',
};
