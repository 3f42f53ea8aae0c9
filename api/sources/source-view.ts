import type { SourceRow } from '../../db/sources/sources.ts';
import type { SourceTally } from '../../db/sources/tallies.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { own } from '../../domain/own.ts';
import { BROWSER_SOURCE, USUAL_MAPPING } from '../../domain/sources/source.schema.ts';
import { IGNORED, REFUSED } from '../../domain/sources/translated.ts';
import { isoTime } from '../../domain/time.ts';

/** Where webhooks of a source go. */
function hookPath(workspace: WorkspaceId, source: string): string {
  return `/v1/hooks/${workspace}/${source}`;
}

export function declaredView(row: SourceRow, tally: SourceTally | undefined) {
  const { workspace, source: id, kind, name, mapping, createdAt, key = null, secret } = row;
  const isShop = kind === 'shopify' || kind === 'woocommerce';
  return {
    id,
    kind,
    name,
    declared: true,
    mapping,
    since: isoTime(createdAt),
    key,
    hasSecret: secret !== undefined,
    address: isShop ? hookPath(workspace, id) : null,
    health: healthView(tally),
  };
}

/** One of the two that need no declaration, since it has sent something. */
export function undeclaredView(tally: SourceTally) {
  const kind = tally.source === BROWSER_SOURCE ? ('browser' as const) : ('segment' as const);
  return {
    id: tally.source,
    kind,
    name: tally.source,
    declared: false,
    mapping: USUAL_MAPPING,
    since: null,
    key: null,
    hasSecret: false,
    address: null,
    health: healthView(tally),
  };
}

function healthView(tally: SourceTally | undefined) {
  if (tally === undefined) return null;
  const { lastAt, lag = null, accepted, duplicates, waiting, problems, requests } = tally;
  return {
    last: isoTime(lastAt),
    lagMs: lag,
    accepted,
    duplicates,
    waiting,
    ignored: countsOf(IGNORED, tally.ignored),
    refused: countsOf(REFUSED, tally.refused),
    problems: problems.toReversed().map(({ at, ...problem }) => ({ at: isoTime(at), ...problem })),
    requests: requests.toReversed().map(({ at, ...request }) => ({ at: isoTime(at), ...request })),
  };
}

function countsOf<Reason extends string>(
  reasons: readonly Reason[],
  counts: Readonly<Partial<Record<Reason, number>>>,
) {
  return reasons.flatMap((reason) => {
    const count = own<Reason, number | undefined>({ ...counts } as Record<Reason, number | undefined>, reason) ?? 0;
    return count === 0 ? [] : [{ reason, count }];
  });
}
