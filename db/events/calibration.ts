import type { Connection, mongo } from 'mongoose';
import type { SilenceBegun } from '../../domain/decision/decision.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { journalCollection, type JournalRow } from './journal.ts';

/** Stages of silence that began alike. */
export interface SilenceKind {
  readonly stage: SilenceBegun['stage'];
  readonly by: SilenceBegun['by'];
  /** The version of the silence model. */
  readonly model: number;
  /** Tenth of the predicted chance of return, 0 to 9; `null` where nothing was predicted. */
  readonly tenth: number | null;
}

export interface CalibrationCell extends SilenceKind {
  /** How many have had their time to come back, how many of these did, and the sum of the chances predicted. */
  readonly judged: number;
  readonly returned: number;
  readonly chances: number;
  /** How many have time left. */
  readonly open: number;
}

export interface Calibrated {
  /** Stages that began earlier are not looked at. */
  readonly since: Instant;
  readonly cells: readonly CalibrationCell[];
}

export interface Calibration {
  /** What became of stages of silence. @param days how long a customer has to come back */
  of(workspace: WorkspaceId, days: number, now: Instant): Promise<Calibrated>;
}

/** Enough for any comparison, and few enough for somebody's request to wait for. */
const MOST_JUDGED = 200_000;

/**
 * Reads the journal as it stands: an entry that a lost attempt left has the key of the one that took its place, and
 * so is gone.
 */
export function mongoCalibration(connection: Connection): Calibration {
  const journal = journalCollection(connection);
  return {
    async of(workspace, days, now) {
      const until = now - days * DAY;
      const since = await sinceOf(journal, workspace, until);
      const [judged, open] = await Promise.all([
        journal
          .aggregate<CalibrationCell>(judging(journal.collectionName, { workspace, since, until, now, days }))
          .toArray(),
        journal.aggregate<CalibrationCell>(counting(workspace, until, now)).toArray(),
      ]);
      return { since, cells: [...judged, ...open] };
    },
  };
}

/** The newest stages that may be judged are enough. */
export async function sinceOf(
  journal: mongo.Collection<JournalRow>,
  workspace: WorkspaceId,
  until: Instant,
): Promise<Instant> {
  const began = journal.find({ workspace, silence: { $exists: true }, at: { $lte: until } });
  const row = await began
    .project<{ at: Instant }>({ _id: 0, at: 1 })
    .sort({ at: -1 })
    .skip(MOST_JUDGED)
    .limit(1)
    .next();
  return row === null ? 0 : row.at + 1;
}

/** From when on stages are looked at, and how long a customer had to come back. */
export interface Span {
  readonly workspace: WorkspaceId;
  readonly since: Instant;
  readonly until: Instant;
  readonly now: Instant;
  readonly days: number;
}

/**
 * Each stage that began, as `fired`, with `inTime`: whether a purchase ended it in time; `_id` is the customer's key. The first
 * purchase after a stage began decides: a stage that began twice meanwhile was ended by it twice.
 * @param stages which of those that began
 */
export function outcomesOf(
  coll: string,
  { workspace, since, until, now, days }: Span,
  stages: mongo.Filter<JournalRow> = {},
) {
  const began = { workspace, silence: { $exists: true }, at: { $gte: since, $lte: until }, ...stages };
  const ended = { workspace, returned: { $exists: true }, at: { $gte: since, $lte: now } };
  const inTime = {
    $filter: {
      input: '$backs',
      cond: { $and: [{ $gt: ['$$this', '$fired.at'] }, { $lte: ['$$this', { $add: ['$fired.at', days * DAY] }] }] },
    },
  };
  return [
    { $match: began },
    { $project: { key: 1, fired: { $mergeObjects: ['$silence', { at: '$at' }] } } },
    { $unionWith: { coll, pipeline: [{ $match: ended }, { $project: { key: 1, back: { $max: '$returned.back' } } }] } },
    { $group: { _id: '$key', fired: { $push: '$fired' }, backs: { $push: '$back' } } },
    { $unwind: '$fired' },
    { $project: { fired: 1, inTime: { $gt: [{ $size: inTime }, 0] } } },
  ];
}

function judging(coll: string, span: Span) {
  return [
    ...outcomesOf(coll, span),
    {
      $group: {
        _id: kindOf('$fired'),
        judged: { $sum: 1 },
        returned: { $sum: { $cond: ['$inTime', 1, 0] } },
        chances: { $sum: '$fired.chance' },
      },
    },
    { $replaceWith: { $mergeObjects: ['$$ROOT', '$_id', { open: 0 }] } },
    { $project: { _id: 0 } },
  ];
}

function counting(workspace: WorkspaceId, until: Instant, now: Instant) {
  return [
    { $match: { workspace, silence: { $exists: true }, at: { $gt: until, $lte: now } } },
    { $group: { _id: kindOf('$silence'), open: { $sum: 1 } } },
    { $replaceWith: { $mergeObjects: ['$$ROOT', '$_id', { judged: 0, returned: 0, chances: 0 }] } },
    { $project: { _id: 0 } },
  ];
}

function kindOf(begun: string) {
  const tenth = { $min: [9, { $toInt: { $floor: { $multiply: [`${begun}.chance`, 10] } } }] };
  return {
    stage: `${begun}.stage`,
    by: `${begun}.by`,
    model: `${begun}.model`,
    tenth: { $cond: [{ $isNumber: `${begun}.chance` }, tenth, null] },
  };
}
