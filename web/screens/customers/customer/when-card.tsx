import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import { useSaying, useTellingWords } from '../telling.ts';
import type { Names } from '../use-names.ts';
import type { CustomerNow } from './path-of.ts';

interface WhenCardProps {
  readonly customer: CustomerNow;
  readonly names: Names;
}

interface Line {
  readonly at: string;
  readonly title: string;
  readonly because: string;
}

/** What time alone will change, and from what that was worked out. */
export function WhenCard({ customer, names }: WhenCardProps) {
  const words = useWords().customer.when;
  const format = useFormat();
  const telling = useTellingWords();
  const say = useSaying();
  const { asOf, when } = customer;
  const { move, score, silence } = when;
  const hasCome = (at: string) => at <= asOf;
  const stakeAt = (stage: 'overdue' | 'lapsed') =>
    silence.next?.stage === stage ? words.stake(format.money(silence.next.valueAtStake)) : '';
  const lines: readonly Line[] = [
    ...(move ? [{ at: move.at, title: words.move(names.nameOf(move.to)), because: telling.scoreChange(move) }] : []),
    ...(score && score.at !== move?.at
      ? [{ at: score.at, title: words.score(score.score), because: telling.scoreChange(score) }]
      : []),
    ...(silence.overdueAt
      ? [
          {
            at: silence.overdueAt,
            title: hasCome(silence.overdueAt) ? words.isOverdue : words.overdue,
            because: stakeAt('overdue'),
          },
        ]
      : []),
    ...(silence.lapsedAt
      ? [
          {
            at: silence.lapsedAt,
            title: hasCome(silence.lapsedAt) ? words.isLapsed : words.lapsed,
            because: stakeAt('lapsed'),
          },
        ]
      : []),
  ];
  return (
    <Card title={words.title} about={<span className="about">{words.about}</span>}>
      {lines.length === 0 && <p className="soft">{words.nothing}</p>}
      <dl className="facts">
        {lines.map(({ at, title, because }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <time dateTime={at}>{format.dateTime(at)}</time>{' '}
              <span className="soft">({format.relative(at, asOf)})</span>
              {because !== '' && <p className="small soft">{because}</p>}
            </dd>
          </div>
        ))}
      </dl>
      {silence.because !== null && silence.reason !== null && (
        <p className="small soft because">{telling.silence(silence.reason, silence.because, say)}</p>
      )}
    </Card>
  );
}
