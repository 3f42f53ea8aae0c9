import { useMemo } from 'react';
import type { getAudiencesContract } from '../../api/audiences/get-audiences.contract.ts';
import type { getLoyaltyContract } from '../../api/loyalty/get-loyalty.contract.ts';
import type { getScoringContract } from '../../api/scoring/get-scoring.contract.ts';
import { useReply } from '../api/use-reply.ts';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** What a condition can name in this workspace. */
export interface Choices {
  readonly segments: readonly Choice[];
  /** Of the loyalty programme in force; empty where there is none. */
  readonly tiers: readonly Choice[];
  readonly quests: readonly Choice[];
  readonly badges: readonly Choice[];
  readonly audiences: readonly Choice[];
  /** How many scores there are; 0: money has none. */
  readonly bins: Readonly<Record<'r' | 'f' | 'm', number>>;
}

const WIDEST = 9;

/** Segments, audiences, scores and what the programme has, as they are in force; empty until they are known. */
export function useChoices(): Choices {
  const scoring = useReply<typeof getScoringContract>('get /v1/scoring', {});
  const audiences = useReply<typeof getAudiencesContract>('get /v1/audiences', {});
  const loyalty = useReply<typeof getLoyaltyContract>('get /v1/loyalty', {});
  const programme = loyalty.data?.loyalty?.definition;
  const ofProgramme = useMemo(
    () => ({ tiers: programme?.tiers?.levels ?? [], quests: programme?.quests ?? [], badges: programme?.badges ?? [] }),
    [programme],
  );
  return useMemo(() => {
    const model = scoring.data?.model;
    const scores = (cuts: readonly number[] | undefined) => (cuts === undefined ? WIDEST : cuts.length + 1);
    return {
      segments: model?.segments ?? [],
      ...ofProgramme,
      audiences: (audiences.data?.audiences ?? []).filter(({ live, archived }) => live !== null && !archived),
      bins: {
        r: scores(model?.cutOffs.recency.cuts),
        f: scores(model?.cutOffs.frequency.cuts),
        m: model?.cutOffs.monetary === null ? 0 : scores(model?.cutOffs.monetary.cuts),
      },
    };
  }, [scoring.data, audiences.data, ofProgramme]);
}

/** How one of them is called; what is gone shows by its id. */
export function nameIn(choices: readonly Choice[], id: string): string {
  return choices.find((each) => each.id === id)?.name ?? id;
}
