import { isDeepStrictEqual } from 'node:util';
import { draftRow, type DraftRow } from '../../db/playbook/drafts.ts';
import { insideByJourney, insideSteps } from '../../db/tallies/inside.ts';
import type { JourneyId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { lifeOf, type JourneyLife } from '../../domain/journey/life.ts';
import {
  contentOf,
  currentJourney,
  publishedJourney,
  type JourneyContent,
  type PublishedJourney,
} from '../../domain/playbook.ts';
import { entriesOf } from '../../domain/own.ts';
import type { Problem } from '../../domain/problem.ts';
import { baseOf, currentPlaybook } from '../../publishing/book.ts';
import { MOST_JOURNEYS } from '../../publishing/journey-room.ts';
import { countBeforeReading } from '../segments/census.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import type { Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { isoOrNull } from '../sentences.ts';
import { statusView } from './life-view.ts';
import { webhookAlerts } from './webhook-alerts.ts';

/** A journey as its author sees it: the draft, and what is live. */
export interface JourneySource {
  readonly draft: DraftRow<'journey'> | null;
  readonly live: PublishedJourney | null;
  readonly life: JourneyLife;
}

/** @throws ApiProblem where there is neither a draft nor a published version */
export async function findJourney(deps: ApiDeps, workspace: WorkspaceId, id: JourneyId): Promise<JourneySource> {
  const [draft, playbook] = await Promise.all([
    deps.stores.drafts.find(workspace, { kind: 'journey', id }),
    currentPlaybook(deps.stores, workspace),
  ]);
  const live = currentJourney(playbook, id) ?? null;
  if (draft === null && live === null) throw noJourney(id);
  return { draft, live, life: lifeOf(playbook, id) };
}

/** What newcomers take now. @throws ApiProblem where there is no such journey, or it takes nobody */
export async function liveJourney(deps: ApiDeps, workspace: WorkspaceId, id: JourneyId): Promise<PublishedJourney> {
  const { live } = await findJourney(deps, workspace, id);
  if (live !== null) return live;
  throw new ApiProblem('conflict', `"${id}" is not live; publish it with POST /v1/journeys/${id}/publish.`);
}

/** @throws ApiProblem where the workspace has as many journeys as it may have */
export async function saveDraft(
  { stores }: Pick<ApiDeps, 'stores'>,
  { workspace, now }: Here,
  { who }: Pick<Caller, 'who'>,
  definition: JourneyDefinition,
): Promise<void> {
  const row = draftRow(workspace._id, { kind: 'journey', id: definition.id }, definition, now, who.id);
  if (await stores.drafts.save(row, MOST_JOURNEYS)) return;
  const message = `A workspace has at most ${MOST_JOURNEYS} journeys; save this one under the id of another.`;
  throw new ApiProblem('conflict', message);
}

/** Whether publishing would make a version; another name is no reason for one. */
export function isChanged(definition: JourneyDefinition | undefined, live: PublishedJourney | null): boolean {
  const inForce = live && { ...live.definition, name: '' };
  return live?.winners !== undefined || !isDeepStrictEqual(definition && { ...definition, name: '' }, inForce);
}

export function noJourney(id: JourneyId): ApiProblem {
  return new ApiProblem('not-found', `There is no journey "${id}"; save one with PUT /v1/journeys/${id}.`);
}

/** The definition its author works on. */
export function definitionOf({ draft, live }: Pick<JourneySource, 'draft' | 'live'>) {
  return draft?.source ?? live?.definition;
}

/** Everything that keeps a definition from being published under the rules in force; empty where nothing does. */
export async function journeyProblems(
  { stores, clock, publishing }: Pick<ApiDeps, 'stores' | 'clock' | 'publishing'>,
  workspace: WorkspaceId,
  definition: JourneyDefinition,
): Promise<readonly Problem[]> {
  const { problems } = await publishing.parts.journey.faults(definition, await baseOf(stores, workspace, clock()));
  return problems;
}

/** What a version holds: as it was written, and what has won since. */
export function shownVersion(content: JourneyContent) {
  const { definition, winners = {} } = publishedJourney(0, content);
  return { definition, winners: entriesOf(winners).map(([step, winner]) => ({ step, ...winner })) };
}

export async function journeyView(deps: ApiDeps, here: Here, id: JourneyId) {
  const workspace = here.workspace._id;
  const source = await findJourney(deps, workspace, id);
  const definition = definitionOf(source);
  const uncounted = await countBeforeReading(deps, here);
  const [problems, steps, alerts] = await Promise.all([
    definition ? journeyProblems(deps, workspace, definition) : [],
    deps.stores.tallies.read(workspace, insideSteps),
    webhookAlerts(deps.stores.webhookAddresses, workspace, source.live?.definition),
  ]);
  const { draft, live, life } = source;
  const own = steps.filter(({ journey }) => journey === id);
  return {
    id,
    draft: definition,
    savedAt: isoOrNull(draft?.savedAt ?? null),
    problems,
    alerts,
    live: live && { version: live.version, ...shownVersion(contentOf(live)) },
    status: live && statusView(life),
    drains: life.drain ? { version: life.drain.to, until: isoOrNull(life.drain.until) } : null,
    changed: isChanged(definition, live),
    inside: insideByJourney(own).get(id) ?? 0,
    insideSteps: own.map(({ version, step, customers }) => ({ version, step, customers })),
    uncounted,
  };
}
