import { useFormat } from '../../format/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { figuresOf, isEmpty, shareOf, type Deliverability, type Figure, type Messages } from './figures.ts';
import { FigureTable } from './figure-table.tsx';
import { useDeliverabilityWords } from './words.ts';
import './deliverability.css';

/** Whether messages arrived: what to look into first, then every figure, and each day. */
export function Arrivals({ of }: { readonly of: Deliverability }) {
  const words = useDeliverabilityWords();
  const { day } = useFormat();
  const { all, byDay, channels, from, to, uncounted } = of;
  return (
    <Card title={words.title} about={words.about(day(from), day(to))} className="arrivals">
      {isEmpty(of) ? (
        <div className="stack">
          <p>{words.none}</p>
          <p className="soft small">{words.noneHint}</p>
        </div>
      ) : (
        <div className="stack">
          <Warnings of={all} />
          <dl className="figures">
            {figuresOf([all]).map((figure) => (
              <FigureOf key={figure} figure={figure} of={all} />
            ))}
          </dl>
          {all.opened === null && all.clicked === null && <p className="soft small">{words.notLooked}</p>}
          <details>
            <summary className="small">{words.byDay}</summary>
            <FigureTable
              label={words.byDay}
              first={words.day}
              rows={byDay
                .filter(({ messages: { sent, unknown, failed } }) => sent + unknown + failed > 0)
                .toReversed()
                .flatMap((one) => [
                  { key: one.day, name: day(one.day), messages: one.messages },
                  // Of one channel alone the day says the same.
                  ...(channels.length > 1 ? one.channels : []).map(({ channel, messages }) => ({
                    key: `${one.day} ${channel}`,
                    name: <span className="soft">{words.ofDay(day(one.day), words.channels[channel])}</span>,
                    messages,
                  })),
                ])}
            />
          </details>
          <p className="soft small">{words.sources}</p>
        </div>
      )}
      {uncounted > 0 && <p className="soft small">{words.uncounted(uncounted)}</p>}
    </Card>
  );
}

/** In plain words, with what to do. */
function Warnings({ of }: { readonly of: Messages }) {
  const words = useDeliverabilityWords();
  const { number } = useFormat();
  if (of.warnings.length === 0) return null;
  return (
    <div className="notice error" role="note">
      {of.warnings.map((warning) => (
        <p key={warning}>
          <strong>
            {warning === 'bounces'
              ? words.warnings.bounces(number(of.bounced), number(of.sent))
              : words.warnings[warning](number(of.complained), number(of.sent - of.bounced))}
          </strong>{' '}
          {words.advice[warning]}
        </p>
      ))}
      {of.few && of.complained > 0 && <p>{words.few}</p>}
    </div>
  );
}

function FigureOf({ figure, of }: { readonly figure: Figure; readonly of: Messages }) {
  const words = useDeliverabilityWords();
  const { number, percent } = useFormat();
  const share = shareOf(of, figure);
  const help = figure === 'bounced' ? words.help.bounced(number(of.bouncedHard)) : words.help[figure];
  return (
    <div>
      <dt>{words.figures[figure]}</dt>
      <dd>
        <span className="value">{number(of[figure] ?? 0)}</span>{' '}
        {share !== null && <span className="soft">{percent(share)}</span>}
        <span className="soft small below">{help}</span>
      </dd>
    </div>
  );
}
