import { endpoint } from '../http/endpoint.ts';
import { getSourcesContract } from './get-sources.contract.ts';
import { declaredView, undeclaredView } from './source-view.ts';

export const getSources = endpoint(getSourcesContract, async ({ caller }, { stores }) => {
  const [rows, tallies] = await Promise.all([
    stores.sources.list(caller.workspace),
    stores.sourceTallies.list(caller.workspace),
  ]);
  const tallyOf = new Map(tallies.map((tally) => [tally.source, tally]));
  const declared = new Set(rows.map(({ source }) => source));
  const sources = [
    ...rows.map((row) => declaredView(row, tallyOf.get(row.source))),
    ...tallies.filter(({ source }) => !declared.has(source)).map(undeclaredView),
  ];
  return { status: 200, body: { sources: sources.toSorted((a, b) => (a.id < b.id ? -1 : 1)) } };
});
