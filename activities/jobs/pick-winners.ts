import { log } from '@temporalio/activity';
import { armResults } from '../../db/tallies/results-read.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { comparisonsOf } from '../../domain/journey/comparisons.ts';
import { winnersBy } from '../../domain/journey/winners.ts';
import type { PublishedJourney, Winners } from '../../domain/playbook.ts';
import { rollOutHere } from '../../jobs/from-activity.ts';
import { journeyPart } from '../../publishing/journey-part.ts';
import type { PartModule } from '../../publishing/part.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { publish } from '../../publishing/publish.ts';
import type { JobDeps } from './job-deps.ts';

/** Publishes what splits have been found to be best at, where they ask for it: newcomers take the better way. */
export async function pickWinners(deps: JobDeps, row: WorkspaceRow): Promise<void> {
  // While a test clock moves, conversions are on their way.
  if (row.movingTo !== undefined) return;
  const { _id: workspace } = row;
  const now = workspaceTime(row, deps.now());
  const { journeys } = await deps.playbooks.load(workspace, row.playbook);
  for (const journey of journeys.values()) {
    const { definition, version } = journey;
    if (!comparisonsOf(definition).some(({ picks }) => picks)) continue;
    const pin = { journey: definition.id, version };
    const counted = await deps.tallies.read(workspace, (reader) => armResults(reader, pin));
    const winners = winnersBy(journey, counted, now);
    if (winners !== null) await publishWinners(deps, workspace, journey, winners);
  }
}

async function publishWinners(
  deps: JobDeps,
  workspace: WorkspaceId,
  { definition, version: measured }: PublishedJourney,
  winners: Winners,
): Promise<void> {
  const { id } = definition;
  const plain = journeyPart(deps.checkMails, deps.poolsOf);
  const part: PartModule<'journey'> = {
    ...plain,
    compile: async (source) => ({ content: { ...source, winners }, warnings: [] }),
  };
  try {
    const { version } = await publish({ stores: deps, now: deps.now, rollOut: rollOutHere(deps) }, part, {
      workspace,
      id,
      source: (before) => {
        // What was measured is that version, and no other.
        if (before?.row.version !== measured) throw new NotPublished('conflict', 'Somebody has published meanwhile.');
        return before.source;
      },
    });
    log.info('a split has a winner', { workspace, journey: id, version, winners: JSON.stringify(winners) });
  } catch (error) {
    // Newcomers go on as they did; it is looked at again.
    if (!(error instanceof NotPublished)) throw error;
    log.warn('a split has a winner that cannot be published', { workspace, journey: id, because: error.message });
  }
}
