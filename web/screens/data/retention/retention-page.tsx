import type { getRetentionContract } from '../../../../api/privacy/get-retention.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Allowed, ShownTo } from '../../../session/allowed.tsx';
import { useMay } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { FeedDays } from './feed-days.tsx';
import { LastPurge, NextPurge } from './purges.tsx';
import './retention.css';
import { RetentionForm } from './retention-form.tsx';
import { daysOf, isForGood } from './retention.ts';
import { useRetentionWords } from './words.ts';

/** A purge goes on while somebody looks. */
const EVERY_MS = 15_000;

/** For how long what is kept: what was purged, what will be, and the periods. */
export function RetentionPage() {
  const words = useRetentionWords();
  return (
    <Card title={words.title} about={words.about}>
      <ShownTo to="operator">
        <Kept />
      </ShownTo>
    </Card>
  );
}

function Kept() {
  const words = useRetentionWords();
  const when = useMay('operator');
  const retention = useReply<typeof getRetentionContract>('get /v1/retention', {}, { when, every: EVERY_MS });
  return (
    <Asked reply={retention} rows={8}>
      {({ kept, lastPurge }) => {
        const days = daysOf(kept);
        return (
          <div className="stack">
            {isForGood(days) ? <p className="notice">{words.forGood}</p> : <NextPurge days={days} />}
            <LastPurge purge={lastPurge} />
            <Allowed to="admin">
              {/* What somebody else has saved meanwhile is what is changed. */}
              <RetentionForm key={JSON.stringify(days)} kept={kept} />
            </Allowed>
            <FeedDays />
            <p className="small soft">{words.others}</p>
          </div>
        );
      }}
    </Asked>
  );
}
