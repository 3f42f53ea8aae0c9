import type { z } from 'zod';
import { getSegmentsContract } from '../../api/segments/get-segments.contract.ts';
import { get, type Api } from './http.ts';
import { alignColumns, count, percent, wholeMoney } from './table.ts';

const segmentsReply = getSegmentsContract.output[200].json;

/** The seven segments as people read them, one line each, with a line of totals. */
export async function segmentTable(api: Api, currency: string): Promise<readonly string[]> {
  return segmentLines(await get(api, '/v1/segments', segmentsReply), currency);
}

function segmentLines({ segments, unscored }: z.output<typeof segmentsReply>, currency: string): readonly string[] {
  const total = (of: (segment: (typeof segments)[number]) => number) =>
    segments.reduce((sum, segment) => sum + of(segment), 0);
  const scored = total(({ customers }) => customers);
  const rows = segments.map(({ name, customers, share, revenue, silentIn7d }) => [
    name,
    count(customers),
    percent(share),
    wholeMoney(revenue, currency),
    count(silentIn7d),
  ]);
  const sums = [
    'All',
    count(scored),
    percent(scored === 0 ? 0 : 1),
    wholeMoney(
      total(({ revenue }) => revenue),
      currency,
    ),
    count(total(({ silentIn7d }) => silentIn7d)),
  ];
  const lines = alignColumns([['Segment', 'Customers', 'Share', 'Revenue, 1 y', 'Silent in 7 d'], ...rows, sums]);
  return unscored === 0 ? lines : [...lines, `(and ${count(unscored)} without a purchase that counts)`];
}
