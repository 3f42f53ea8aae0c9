import type { getLoyaltyContract } from '../../../../api/loyalty/get-loyalty.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Allowed } from '../../../session/allowed.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import type { LoyaltyView } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { Preview } from './preview.tsx';
import { ProgrammeForm } from './programme-form.tsx';
import { useProgramme } from './use-programme.ts';
import { ProgrammeVersions } from './versions.tsx';

/** What earns points, tiers, quests and badges: worked on as a draft, tried, and published. */
export function ProgrammePage() {
  const loyalty = useReply<typeof getLoyaltyContract>('get /v1/loyalty', {});
  return (
    <>
      <Asked reply={loyalty} rows={10}>
        {(view) => <Known view={view} />}
      </Asked>
      <ProgrammeVersions />
    </>
  );
}

function Known({ view }: { readonly view: LoyaltyView }) {
  const words = useRewardWords().programme;
  const work = useProgramme(view);
  return (
    <div className="stack">
      <Card title={words.title} about={words.about(view.loyalty?.version ?? null)}>
        <Allowed to="marketer">
          <ProgrammeForm view={view} work={work} />
        </Allowed>
      </Card>
      <Preview draft={work.text === null ? work.draft : null} />
    </div>
  );
}
