import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { JudgedSums } from '../../domain/silence/drift.ts';
import type { JudgedChance } from '../../domain/silence/recalibrate.ts';
import { AHEAD_DAYS } from '../../domain/silence/rules/rule.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { outcomesOf, sinceOf, type Span } from './calibration.ts';
import { journalCollection } from './journal.ts';

/** What was long ago says little of how predictions are now. */
export const JUDGED_DAYS = 180;

/** Stages of silence that began under one version of the model, with a prediction that has had its time. */
export interface JudgedOf {
  readonly workspace: WorkspaceId;
  /** The version. */
  readonly model: number;
  /** Only those that the rule of the model has called, or all. */
  readonly by: 'rhythm' | 'any';
  /** The workspace's time. */
  readonly now: Instant;
}

export interface JudgedStages {
  /** Those judged within the last `JUDGED_DAYS`, in sum. */
  sums(of: JudgedOf): Promise<JudgedSums>;
  /** The same by the chance that was predicted, in thousandths. */
  chances(of: JudgedOf): Promise<readonly JudgedChance[]>;
}

const NOTHING: JudgedSums = { judged: 0, returned: 0, chances: 0, variance: 0, dd: 0, dn: 0, nn: 0 };

export function mongoJudgedStages(connection: Connection): JudgedStages {
  const journal = journalCollection(connection);

  async function judged({ workspace, model, by, now }: JudgedOf) {
    const until = now - AHEAD_DAYS * DAY;
    const since = Math.max(until - JUDGED_DAYS * DAY, await sinceOf(journal, workspace, until));
    const span: Span = { workspace, since, until, now, days: AHEAD_DAYS };
    const stages = {
      'silence.model': model,
      'silence.chance': { $type: 'number' },
      ...(by === 'any' ? {} : { 'silence.by': by }),
    };
    return [
      ...outcomesOf(journal.collectionName, span, stages),
      { $project: { chance: '$fired.chance', returned: { $cond: ['$inTime', 1, 0] } } },
    ];
  }

  return {
    async sums(of) {
      const pipeline = [...(await judged(of)), ...SUMS];
      return (await journal.aggregate<JudgedSums>(pipeline).next()) ?? NOTHING;
    },
    async chances(of) {
      const pipeline = [
        ...(await judged(of)),
        { $group: { _id: { $round: ['$chance', 3] }, judged: { $sum: 1 }, returned: { $sum: '$returned' } } },
        { $project: { _id: 0, chance: '$_id', judged: 1, returned: 1 } },
      ];
      return await journal.aggregate<JudgedChance>(pipeline).toArray();
    },
  };
}

/** Customer by customer, and then all of them. */
const SUMS = [
  {
    $group: {
      _id: '$_id',
      n: { $sum: 1 },
      returned: { $sum: '$returned' },
      chances: { $sum: '$chance' },
      variance: { $sum: { $multiply: ['$chance', { $subtract: [1, '$chance'] }] } },
    },
  },
  { $set: { d: { $subtract: ['$returned', '$chances'] } } },
  {
    $group: {
      _id: null,
      judged: { $sum: '$n' },
      returned: { $sum: '$returned' },
      chances: { $sum: '$chances' },
      variance: { $sum: '$variance' },
      dd: { $sum: { $multiply: ['$d', '$d'] } },
      dn: { $sum: { $multiply: ['$d', '$n'] } },
      nn: { $sum: { $multiply: ['$n', '$n'] } },
    },
  },
  { $project: { _id: 0 } },
];
