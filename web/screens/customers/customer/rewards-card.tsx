import type { getCustomerCouponsContract } from '../../../../api/coupons/get-customer-coupons.contract.ts';
import type { getLoyaltyContract } from '../../../../api/loyalty/get-loyalty.contract.ts';
import type { getPointsContract } from '../../../../api/loyalty/get-points.contract.ts';
import type { getQuestsContract } from '../../../../api/loyalty/get-quests.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { NO_PROGRAMME, type Programme } from '../../rewards/programme.ts';
import { useRewardTexts } from '../../rewards/texts.ts';
import { useRewardWords } from '../../rewards/words.ts';

type Points = CallReply<typeof getPointsContract>;
type Quests = CallReply<typeof getQuestsContract>;
type Coupons = CallReply<typeof getCustomerCouponsContract>['coupons'];

const SHOWN_COUPONS = 5;

/** Points, tier, quests, badges and coupons of a customer. Nothing where there is no programme. */
export function RewardsCard({ id }: { readonly id: string }) {
  const loyalty = useReply<typeof getLoyaltyContract>('get /v1/loyalty', {});
  const programme = loyalty.data?.loyalty?.definition;
  return programme === undefined ? null : <Held id={id} programme={programme} />;
}

function Held({ id, programme }: { readonly id: string; readonly programme: Programme }) {
  const words = useRewardWords().customer;
  const params = { id };
  const points = useReply<typeof getPointsContract>('get /v1/customers/:id/points', { params });
  const quests = useReply<typeof getQuestsContract>('get /v1/customers/:id/quests', { params });
  const coupons = useReply<typeof getCustomerCouponsContract>('get /v1/customers/:id/coupons', {
    params,
    query: { limit: SHOWN_COUPONS },
  });
  return (
    <Card title={words.title}>
      <div className="stack">
        <Asked reply={points}>{(reply) => <PointsPart points={reply} programme={programme} />}</Asked>
        <Asked reply={quests} rows={2}>
          {(reply) => <QuestsPart of={reply} />}
        </Asked>
        <Asked reply={coupons} rows={1}>
          {(reply) => <CouponsPart coupons={reply.coupons} />}
        </Asked>
      </div>
    </Card>
  );
}

function PointsPart({ points, programme }: { readonly points: Points; readonly programme: Programme }) {
  const words = useRewardWords().customer;
  const format = useFormat();
  const { active, pending, debt, expiring, tier } = points;
  const [first] = expiring;
  return (
    <div className="stack">
      {tier && <TierPart tier={tier} metric={programme.tiers?.metric ?? { by: 'points' }} />}
      <dl className="pairs">
        <dt>{words.active}</dt>
        <dd>{format.number(active)}</dd>
        <dt>{words.pending}</dt>
        <dd>{format.number(pending)}</dd>
        {debt > 0 && (
          <>
            <dt>{words.debt}</dt>
            <dd>{format.number(debt)}</dd>
          </>
        )}
      </dl>
      {first && <p className="small soft">{words.expiring(first.points, format.fullDay(first.last))}</p>}
    </div>
  );
}

interface TierPartProps {
  readonly tier: NonNullable<Points['tier']>;
  readonly metric: NonNullable<Programme['tiers']>['metric'];
}

/** The tier that is held, and how far the next one is. */
function TierPart({ tier: { held, value, next }, metric }: TierPartProps) {
  const words = useRewardWords().customer;
  const format = useFormat();
  const texts = useRewardTexts(NO_PROGRAMME);
  const name =
    held === null ? words.noTier : held.until === null ? held.name : words.until(held.name, format.fullDay(held.until));
  const way = next === null ? words.top : words.next(next.name, texts.metric(metric, next.missing));
  return (
    <div>
      <p>
        {words.tier}: <strong>{name}</strong>
      </p>
      {held?.lost && (
        <p className={held.inGrace ? 'small down' : 'small soft'}>{words.lost(format.fullDay(held.lost))}</p>
      )}
      {next && <progress aria-label={way} value={Math.max(0, value)} max={Math.max(1, value + next.missing)} />}
      <p className="small soft">{way}</p>
    </div>
  );
}

function QuestsPart({ of: { quests, badges } }: { readonly of: Quests }) {
  const words = useRewardWords().customer;
  const format = useFormat();
  const earned = badges.filter((badge) => badge.earned !== null);
  return (
    <div className="stack">
      {quests.length > 0 && <h3>{words.quests}</h3>}
      {quests.map((quest) => (
        <div key={quest.id}>
          <p>
            <strong>{quest.name}</strong> <span className="chip quiet">{words.questIs[quest.is]}</span>
          </p>
          {quest.steps.map(({ id, name, done, target }) => {
            const text = words.step(name || id, format.number(done), format.number(target));
            return (
              <div key={id}>
                <span className="small">{text}</span>
                <progress aria-label={text} value={Math.min(done, target)} max={target} />
              </div>
            );
          })}
          {quest.is === 'running' && quest.deadline !== null && (
            <p className="small soft">{words.ends(format.dateTime(quest.deadline))}</p>
          )}
        </div>
      ))}
      {earned.length > 0 && (
        <>
          <h3>{words.badges}</h3>
          <p className="row">
            {earned.map(({ id, name, text }) => (
              <span key={id} className="chip" title={text}>
                {name}
              </span>
            ))}
          </p>
        </>
      )}
    </div>
  );
}

function CouponsPart({ coupons }: { readonly coupons: Coupons }) {
  const words = useRewardWords().customer;
  const format = useFormat();
  if (coupons.length === 0) return null;
  return (
    <div>
      <h3>{words.coupons}</h3>
      <ul>
        {coupons.map(({ code, pool, value, is, expires }) => (
          <li key={`${pool} ${code}`}>
            <code>{code}</code> <span className="chip quiet">{words.couponIs[is]}</span>
            <br />
            <span className="small soft">
              {value?.words ?? pool}
              {is === 'usable' && expires !== null && ` · ${words.couponUntil(format.date(expires))}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
