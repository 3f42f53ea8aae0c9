import type { Connection } from 'mongoose';
import type { SilenceBegun } from '../domain/decision.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { journalCollection } from './journal.ts';

/** Stages of silence that began alike, and what became of them. */
export interface CalibrationCell {
  readonly stage: SilenceBegun['stage'];
  readonly by: SilenceBegun['by'];
  /** The version of the silence model. */
  readonly model: number;
  /** Tenth of the predicted chance of return, 0 to 9; `null` where nothing was predicted. */
  readonly tenth: number | null;
  /** Old enough to be judged, and too young for it. */
  readonly judged: number;
  readonly open: number;
  /** Of those judged: who bought again in time, and the sum of the chances predicted. */
  readonly returned: number;
  readonly chances: number;
}

export interface Calibration {
  /** @param days how long somebody has to come back; whoever has not had that long at `now` is not judged yet */
  cells(workspace: WorkspaceId, days: number, now: Instant): Promise<readonly CalibrationCell[]>;
}

/** No single sort or group may keep a request waiting for longer. */
const MOST_TIME = 8_000;

export function mongoCalibration(connection: Connection): Calibration {
  const journal = journalCollection(connection);
  const customers = connection.collection('customers').collectionName;
  return {
    async cells(workspace, days, now) {
      const began = { workspace, silence: { $exists: true }, at: { $lte: now } };
      const ended = { workspace, returned: { $exists: true }, at: { $lte: now } };
      const rows = journal.aggregate<CalibrationCell>(
        [
          { $match: began },
          { $project: { key: 1, seq: 1, fired: { $mergeObjects: ['$silence', { at: '$at' }] } } },
          {
            $unionWith: {
              coll: journal.collectionName,
              pipeline: [{ $match: ended }, { $project: { key: 1, seq: 1, back: { $max: '$returned.back' } } }],
            },
          },
          ...onlyHappened(customers),
          // A stage that began twice before the customer came back is one return for both.
          { $group: { _id: '$key', fired: { $push: '$fired' }, backs: { $push: '$back' } } },
          { $unwind: '$fired' },
          { $project: { _id: 0, fired: 1, ...judgement(days, now) } },
          { $group: { _id: KIND, ...COUNTS } },
          { $replaceWith: { $mergeObjects: ['$_id', '$$ROOT'] } },
          { $project: { _id: 0 } },
        ],
        { allowDiskUse: true, maxTimeMS: MOST_TIME },
      );
      return await rows.toArray();
    },
  };
}

/** An entry beyond what the customer has come to was left by an attempt that was lost. */
function onlyHappened(customers: string) {
  return [
    { $lookup: { from: customers, localField: 'key', foreignField: '_id', as: 'now', pipeline: [SEQ] } },
    { $match: { $expr: { $lte: ['$seq', { $ifNull: [{ $first: '$now.seq' }, 0] }] } } },
  ];
}

const SEQ = { $project: { _id: 0, seq: '$state.seq' } };

/** The first purchase after a stage began decides; it counts where it came in time. */
function judgement(days: number, now: Instant) {
  const later = { $filter: { input: '$backs', cond: { $gt: ['$$this', '$fired.at'] } } };
  const within = { $lte: [{ $subtract: [{ $min: later }, '$fired.at'] }, days * DAY] };
  return {
    isJudged: { $lte: ['$fired.at', now - days * DAY] },
    hasReturned: { $and: [{ $gt: [{ $size: later }, 0] }, within] },
  };
}

const KIND = {
  stage: '$fired.stage',
  by: '$fired.by',
  model: '$fired.model',
  tenth: {
    $cond: [
      { $isNumber: '$fired.chance' },
      { $min: [9, { $toInt: { $floor: { $multiply: ['$fired.chance', 10] } } }] },
      null,
    ],
  },
};

const COUNTS = {
  judged: { $sum: { $cond: ['$isJudged', 1, 0] } },
  open: { $sum: { $cond: ['$isJudged', 0, 1] } },
  returned: { $sum: { $cond: [{ $and: ['$isJudged', '$hasReturned'] }, 1, 0] } },
  chances: { $sum: { $cond: ['$isJudged', '$fired.chance', 0] } },
};
