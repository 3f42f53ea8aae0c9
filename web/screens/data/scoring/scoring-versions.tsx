import type { getScoringVersionsContract } from '../../../../api/scoring/get-scoring-versions.contract.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { useWords } from '../../../words/words.tsx';

/** Every scoring model that was ever in force. */
export function ScoringVersions() {
  const words = useWords().data.versions;
  const format = useFormat();
  const pages = usePages<typeof getScoringVersionsContract>('get /v1/scoring/versions', (cursor) => ({
    query: { cursor },
  }));
  return (
    <Card title={words.title}>
      <Pages pages={pages}>
        {(replies) => (
          <ListTable label={words.title} columns={[words.version, words.name, words.since, words.cuts]}>
            {replies
              .flatMap(({ versions }) => versions)
              .map(({ version, name, inForce, publishedAt, cutOffs }) => (
                <tr key={version}>
                  <td>
                    {version} {inForce && <span className="chip">{words.inForce}</span>}
                  </td>
                  <td>{name}</td>
                  <td className="nowrap">{publishedAt === null ? words.began : format.dateTime(publishedAt)}</td>
                  <td className="small nowrap">
                    {[cutOffs.recency.cuts, cutOffs.frequency.cuts]
                      .map((cuts) => cuts.map(format.number).join(' · '))
                      .join(' | ')}
                    {cutOffs.monetary && ` | ${cutOffs.monetary.cuts.map(format.money).join(' · ')}`}
                  </td>
                </tr>
              ))}
          </ListTable>
        )}
      </Pages>
    </Card>
  );
}
