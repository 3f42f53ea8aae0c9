import { isDeepStrictEqual } from 'node:util';
import type { PartRow } from '../../db/playbook/rows.ts';
import type { Source } from '../../domain/parts.ts';
import { isoTime } from '../../domain/time.ts';
import { inForce } from '../../publishing/book.ts';
import type { Base } from '../../publishing/part.ts';
import { policiesPart, policiesWarnings, readPolicies } from '../../publishing/policies-part.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';
import { isoOrNull } from '../sentences.ts';

export const POLICIES = { kind: 'policies', id: 'policies' } as const;

/** The draft that a call is about: the one in its body, or else the one that was saved. */
export async function policiesDraftOf(
  { stores }: Pick<ApiDeps, 'stores'>,
  { workspace }: Base,
  body?: unknown,
): Promise<Source<'policies'>> {
  if (body !== undefined) return readPolicies(body);
  const saved = await stores.drafts.find(workspace._id, POLICIES);
  if (saved) return saved.source;
  throw new ApiProblem('not-found', 'There is no draft of policies; save one with PUT /v1/policies.');
}

export async function policiesView({ stores }: Pick<ApiDeps, 'stores'>, { workspace, now, book }: Base) {
  const [live, saved] = await Promise.all([
    inForce(stores, policiesPart, workspace._id, book, POLICIES.id),
    stores.drafts.find(workspace._id, POLICIES),
  ]);
  if (live === undefined) throw new Error(`workspace ${workspace._id} has no policies`);
  return {
    asOf: isoTime(now),
    policies: policiesVersionView(live.row, book.policies.version),
    playbook: book.version,
    draft: saved && {
      definition: saved.source,
      savedAt: isoTime(saved.savedAt),
      changed: !isDeepStrictEqual(saved.source, live.source),
      warnings: policiesWarnings(saved.source, book),
    },
  };
}

export function policiesVersionView({ version, content, playbook, at }: PartRow<'policies'>, inForceNow: number) {
  return {
    version,
    inForce: version === inForceNow,
    playbook,
    publishedAt: isoOrNull(at),
    definition: policiesPart.sourceOf(content),
  };
}
