import type { JourneyId } from '../../domain/ids.schema.ts';
import { contentOf, currentJourney, type JourneyContent } from '../../domain/playbook.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';

/** One published version, and which one newcomers take. */
export interface FoundVersion {
  readonly version: number;
  readonly live: number | null;
  readonly content: JourneyContent;
}

/**
 * @param version left out: the one that newcomers take
 * @throws ApiProblem where it was never published
 */
export async function findVersion(
  { stores }: Pick<ApiDeps, 'stores'>,
  { _id: workspace, playbook }: Here['workspace'],
  id: JourneyId,
  version: number | undefined,
): Promise<FoundVersion> {
  const live = currentJourney(await stores.playbooks.load(workspace, playbook), id);
  const wanted = version ?? live?.version;
  if (live && wanted === live.version) return { version: wanted, live: live.version, content: contentOf(live) };
  const row =
    wanted === undefined ? null : await stores.parts.find(workspace, { kind: 'journey', id, version: wanted });
  if (row === null) {
    const what = version === undefined ? 'has not been published' : `has no version ${version}`;
    throw new ApiProblem('not-found', `The journey "${id}" ${what}.`);
  }
  return { version: row.version, live: live?.version ?? null, content: row.content };
}
