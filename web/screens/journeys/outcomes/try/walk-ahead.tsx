import { useFormat } from '../../../../format/use-format.ts';
import { MailPreview } from './mail-preview.tsx';
import { laterOf, momentsOf, type Happening, type Moment, type Tried } from './walk.ts';
import { useTryWords } from './words.ts';

/** The walk, instant by instant, with reasons and the messages as they would be read. */
export function WalkAhead({ tried }: { readonly tried: Tried }) {
  const words = useTryWords();
  const format = useFormat();
  const { customer, version, from, until, complete, messages, next } = tried;
  const moments = momentsOf(tried);
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
          <Instant key={moment.at} moment={moment} from={from} />
        ))}
      </ol>
      <p className="soft small">
        {words.ends(format.dateTime(until))} {!complete && words.cut}{' '}
        {next && words.next(format.dateTime(next.at), next.because)}
      </p>
    </div>
  );
}

function Instant({ moment: { at, happenings }, from }: { readonly moment: Moment; readonly from: string }) {
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
            <What happening={happening} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Its kind in one word, and the sentence that says why. */
function What({ happening }: { readonly happening: Happening }) {
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
            {happening.text}
          </p>
          {happening.message && <MailPreview message={happening.message} />}
        </>
      );
  }
}

type Fact = Extract<Happening, { readonly is: 'fact' }>['what'];

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
