import { isDeepStrictEqual } from 'node:util';
import type { PartRow } from '../../db/playbook/rows.ts';
import { NOT_SAID } from '../../domain/loyalty/program.ts';
import type { Source } from '../../domain/parts.ts';
import { isoTime } from '../../domain/time.ts';
import { inForce } from '../../publishing/book.ts';
import { loyaltyPart, loyaltyWarnings, readLoyalty } from '../../publishing/loyalty-part.ts';
import type { Base } from '../../publishing/part.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';
import { isoOrNull } from '../sentences.ts';

export const LOYALTY = { kind: 'loyalty', id: 'loyalty' } as const;

/** The draft that a call is about: the one in its body, or else the one that was saved. */
export async function loyaltyDraftOf(
  { stores }: Pick<ApiDeps, 'stores'>,
  { workspace }: Base,
  body?: unknown,
): Promise<Source<'loyalty'>> {
  if (body !== undefined) return readLoyalty(body);
  const saved = await stores.drafts.find(workspace._id, LOYALTY);
  if (saved) return { ...NOT_SAID, ...saved.source };
  throw new ApiProblem('not-found', 'There is no draft of a loyalty programme; save one with PUT /v1/loyalty.');
}

export async function loyaltyView({ stores }: Pick<ApiDeps, 'stores'>, { workspace, now, book }: Base) {
  const [live, saved] = await Promise.all([
    inForce(stores, loyaltyPart, workspace._id, book, LOYALTY.id),
    stores.drafts.find(workspace._id, LOYALTY),
  ]);
  const draft = saved && { ...NOT_SAID, ...saved.source };
  return {
    asOf: isoTime(now),
    loyalty: live === undefined ? null : loyaltyVersionView(live.row, live.row.version),
    playbook: book.version,
    draft: draft && {
      definition: draft,
      savedAt: isoTime(saved.savedAt),
      changed: !isDeepStrictEqual(draft, live?.source),
      warnings: loyaltyWarnings(draft, book),
    },
  };
}

export function loyaltyVersionView({ version, content, playbook, at }: PartRow<'loyalty'>, inForceNow: number) {
  return {
    version,
    inForce: version === inForceNow,
    playbook,
    publishedAt: isoOrNull(at),
    definition: loyaltyPart.sourceOf(content),
  };
}
