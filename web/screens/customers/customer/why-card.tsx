import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import { useSaying, useTellingWords } from '../telling.ts';
import type { CustomerNow } from './path-of.ts';

const LETTERS = { recency: 'R', frequency: 'F', money: 'M' } as const;

/** Each score with its reason, and where they are heading. */
export function WhyCard({ customer }: { readonly customer: CustomerNow }) {
  const words = useWords().customer.why;
  const format = useFormat();
  const telling = useTellingWords();
  const say = useSaying();
  const { why, trajectory, rules } = customer;
  return (
    <Card title={words.title} about={<span className="about">{words.rules(rules.scoring, rules.silence)}</span>}>
      {why.length === 0 && <p className="soft">{words.none}</p>}
      <dl className="facts">
        {why.map(({ of, score, ...known }) => (
          <div key={of}>
            <dt>
              <span className="score">
                {LETTERS[of]}
                {score ?? '–'}
              </span>{' '}
              {words.scores[of]}
            </dt>
            <dd className="small">{words.reason({ of, score, ...known, money: format.exactMoney })}</dd>
          </div>
        ))}
        {trajectory && (
          <div>
            <dt>
              {words.trend}: {words.trends[trajectory.is]}
            </dt>
            <dd className="small soft">{telling.trend(trajectory, say)}</dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
