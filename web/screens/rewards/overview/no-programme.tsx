import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { putLoyaltyContract } from '../../../../api/loyalty/put-loyalty.contract.ts';
import { call } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Allowed } from '../../../session/allowed.tsx';
import { useSession } from '../../../session/session-context.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { starterProgramme } from '../programme.ts';
import { useRewardWords } from '../words.ts';

/** What will be here, and a programme to begin with. */
export function NoProgramme() {
  const { noProgramme: words, starter } = useRewardWords();
  const format = useFormat();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const unit = 10 ** useSession().workspace.minorDigits;
  const take = useMutation({
    mutationFn: () => call<typeof putLoyaltyContract>('put /v1/loyalty', { body: starterProgramme(starter, unit) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['get /v1/loyalty'] });
      go('/rewards/programme');
    },
  });
  return (
    <Card title={words.title} className="wide">
      <div className="stack">
        <p>{words.text}</p>
        <h3>{words.starter}</h3>
        <ul className="bullets">
          <li>{words.points(format.money(unit))}</li>
          <li>{words.tiers}</li>
          <li>{words.quest}</li>
        </ul>
        {take.error && <Failure error={take.error} />}
        <Allowed to="marketer">
          <button className="button main" type="button" disabled={take.isPending} onClick={() => take.mutate()}>
            {words.take}
          </button>
        </Allowed>
        <p className="small soft">{words.note}</p>
      </div>
    </Card>
  );
}
