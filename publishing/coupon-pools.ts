import type { PoolId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Problem } from '../domain/problem.ts';

/** The pools that a workspace has. */
export type PoolsOf = (workspace: WorkspaceId) => Promise<readonly PoolId[]>;

interface Mention {
  readonly path: string;
  readonly pool: string;
}

/** Where something would give coupons of pools that there are not; the store is asked only where coupons are given at all. */
export async function unknownPools(
  source: object,
  workspace: WorkspaceId,
  poolsOf: PoolsOf,
): Promise<readonly Problem[]> {
  const named = mentionsIn(source, '');
  if (named.length === 0) return [];
  const known: readonly string[] = await poolsOf(workspace);
  return named
    .filter(({ pool }) => !known.includes(pool))
    .map(({ path, pool }) => {
      const message = `there is no pool "${pool}"; there are ${known.join(', ') || 'none'}. Make one with PUT /v1/coupon-pools/${pool}`;
      return { code: 'unknown-pool', path, message };
    });
}

/** Rewards name pools, wherever a definition has one. */
function mentionsIn(value: unknown, path: string): readonly Mention[] {
  if (Array.isArray(value)) return value.flatMap((item, place) => mentionsIn(item, `${path}[${place}]`));
  if (typeof value !== 'object' || value === null) return [];
  const fields = new Map<string, unknown>(Object.entries(value));
  const pool = fields.get('pool');
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (fields.get('give') === 'coupon' && typeof pool === 'string') return [{ path: at('pool'), pool }];
  return [...fields].flatMap(([name, inner]) => mentionsIn(inner, at(name)));
}
