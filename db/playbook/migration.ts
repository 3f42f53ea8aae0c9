import { mongo, type Connection } from 'mongoose';
import type { JourneyId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import type { PartKind } from '../../domain/parts.ts';
import type { ScoringDraft } from '../../domain/scoring/draft.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import type { Migration } from '../migrations/migration.ts';
import { draftCollection, draftRow, type DraftRow } from './drafts.ts';
import { earlierCollection, PUBLICATIONS, SCORING_NOTES } from './earlier-shapes.ts';
import { splitPlaybook } from './earlier.ts';

/** A draft of a journey, as 0.2.0 and 0.3.0 stored it. */
interface JourneyDraft {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly journey: JourneyId;
  readonly definition: JourneyDefinition;
  readonly savedAt: Instant;
}

/** The draft of a scoring model, as 0.2.0 and 0.3.0 stored it. */
interface EarlierScoringDraft {
  readonly _id: WorkspaceId;
  readonly draft: ScoringDraft;
  readonly savedAt: Instant;
}

/** Servers before 7.0 say so of a collection that is not there. */
const NO_SUCH_COLLECTION = 26;

const SCORING_DRAFTS = 'scoring-drafts';

/** Playbooks whose numbers are fetched at a time. One of 0.2.0 may be large, and is read for its number. */
const AT_ONCE = 20;

/**
 * Rules, journeys and drafts of 0.2.0 and 0.3.0 become parts, with who published what when as far as it was noted. Repeatable
 * and resumable: what is done is passed over, and what is gone was done.
 */
export const partsMigration: Migration = {
  id: 'parts',
  to: 3,
  what: 'published rules and journeys, as parts',
  async run(connection, tell) {
    await journeyDrafts(connection);
    await scoringDrafts(connection);
    const ids = await unsplit(connection);
    for (const [done, id] of ids.entries()) {
      await splitPlaybook(connection, id);
      await tell(done + 1, ids.length);
    }
    for (const name of [PUBLICATIONS, SCORING_NOTES, SCORING_DRAFTS]) await dropped(connection, name);
  },
};

async function dropped(connection: Connection, name: string): Promise<void> {
  try {
    await earlierCollection(connection, name).drop();
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError && error.code === NO_SUCH_COLLECTION)) throw error;
  }
}

async function journeyDrafts(connection: Connection): Promise<void> {
  const drafts = earlierCollection<JourneyDraft>(connection, 'drafts');
  for await (const { _id, workspace, journey, definition, savedAt } of drafts.find({ kind: { $exists: false } })) {
    await keep(connection, draftRow(workspace, { kind: 'journey', id: journey }, definition, savedAt));
    await drafts.deleteOne({ _id }, { writeConcern: MAJORITY });
  }
}

async function scoringDrafts(connection: Connection): Promise<void> {
  for await (const { _id, draft, savedAt } of earlierCollection<EarlierScoringDraft>(
    connection,
    SCORING_DRAFTS,
  ).find()) {
    await keep(connection, draftRow(_id, { kind: 'scoring', id: 'scoring' }, draft, savedAt));
  }
}

/** A draft that somebody has saved since stays. */
async function keep<Kind extends PartKind>(connection: Connection, row: DraftRow<Kind>): Promise<void> {
  const { _id, ...fields } = row;
  const change = { $setOnInsert: fields };
  await draftCollection(connection).updateOne({ _id }, change, { upsert: true, writeConcern: MAJORITY });
}

/** In order of their numbers, workspace by workspace, so that the first one that names a part is known. */
async function unsplit(connection: Connection): Promise<readonly string[]> {
  const rows = await earlierCollection<{ readonly _id: string }>(connection, 'playbooks')
    .find({ playbook: { $exists: true } })
    .batchSize(AT_ONCE)
    .project<{ readonly _id: string; readonly workspace: WorkspaceId; readonly version: number }>({
      workspace: 1,
      version: '$playbook.version',
    })
    .toArray();
  const order = rows.toSorted((a, b) => (a.workspace === b.workspace ? a.version - b.version : compare(a, b)));
  return order.map(({ _id }) => _id);
}

function compare(a: { readonly workspace: string }, b: { readonly workspace: string }): number {
  return a.workspace < b.workspace ? -1 : 1;
}
