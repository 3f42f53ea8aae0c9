import { inPages } from '../../db/in-pages.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { POPULAR_WITHIN, PopularityCounts, type Popularity } from '../../domain/recommend/popular.ts';
import type { Instant } from '../../domain/time.ts';
import { pulse } from '../../jobs/progress.ts';
import type { LearnDeps } from './learn-deps.ts';

const PAGE = 500;

/** What was bought most within 90 days, by everybody and by those who are in each segment now. */
export async function popularityHere(
  { baskets, customerSegments }: Pick<LearnDeps, 'baskets' | 'customerSegments'>,
  workspace: WorkspaceId,
  now: Instant,
): Promise<Popularity> {
  const counts = new PopularityCounts();
  for await (const page of inPages(baskets.since(workspace, now - POPULAR_WITHIN), PAGE)) {
    const segments = await customerSegments(workspace, [...new Set(page.map(({ customer }) => customer))]);
    for (const { items, customer } of page) counts.add(items, segments.get(customer) ?? null);
    pulse();
  }
  return counts.result();
}
