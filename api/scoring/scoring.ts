import type { ScoringDraft } from '../../domain/scoring/draft.schema.ts';
import type { Base } from '../../publishing/part.ts';
import { readScoring } from '../../publishing/scoring-part.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';

/** Of a kind that a workspace has once, the id is the kind. */
export const SCORING = { kind: 'scoring', id: 'scoring' } as const;

/** The draft that a call is about: the one in its body, or else the one that was saved. */
export async function draftOf({ stores }: Pick<ApiDeps, 'stores'>, base: Base, body?: unknown): Promise<ScoringDraft> {
  if (body !== undefined) return readScoring(base, body);
  const saved = await stores.drafts.find(base.workspace._id, SCORING);
  if (saved) return saved.source;
  throw new ApiProblem('not-found', 'There is no draft of a scoring model; save one with PUT /v1/scoring.');
}
