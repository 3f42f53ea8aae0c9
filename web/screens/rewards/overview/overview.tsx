import { Link } from 'wouter';
import type { getLoyaltyContract } from '../../../../api/loyalty/get-loyalty.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Differences } from '../differences.tsx';
import { differencesOf, type LoyaltyView } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { BoardsCard } from './boards-card.tsx';
import { DrawsCard } from './draws-card.tsx';
import { NoProgramme } from './no-programme.tsx';
import { PointsCard } from './points-card.tsx';
import { PoolsCard } from './pools-card.tsx';
import { QuestsCard } from './quests-card.tsx';
import { ReferralsCard } from './referrals-card.tsx';
import { TiersCard } from './tiers-card.tsx';

/** What all customers hold, what there is to win, and what is prepared. */
export function Overview() {
  const loyalty = useReply<typeof getLoyaltyContract>('get /v1/loyalty', {});
  return <Asked reply={loyalty}>{(view) => <Known view={view} />}</Asked>;
}

function Known({ view }: { readonly view: LoyaltyView }) {
  const { loyalty, draft } = view;
  return (
    <div className="rewards-grid">
      {loyalty === null && draft === null && <NoProgramme />}
      <DraftCard view={view} />
      {loyalty !== null && (
        <>
          <PointsCard version={loyalty.version} />
          <TiersCard tiers={loyalty.definition.tiers ?? null} />
          <QuestsCard programme={loyalty.definition} />
        </>
      )}
      <PoolsCard />
      {loyalty !== null && (
        <>
          <DrawsCard />
          <ReferralsCard isOn={loyalty.definition.referral !== undefined} />
          <BoardsCard />
        </>
      )}
    </div>
  );
}

/** What the draft has that is not in force; nothing where both are the same. */
function DraftCard({ view: { loyalty, draft } }: { readonly view: LoyaltyView }) {
  const words = useRewardWords().draft;
  if (draft === null || !draft.changed) return null;
  return (
    <Card title={words.title} className="wide">
      <div className="stack">
        <p className="small soft">{words.text}</p>
        <Differences of={differencesOf(loyalty?.definition ?? null, draft.definition)} />
        <Link href="/rewards/programme" className="button main">
          {words.edit}
        </Link>
      </div>
    </Card>
  );
}
