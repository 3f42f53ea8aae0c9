import type { getScoringVersionsContract } from '../../../../api/scoring/get-scoring-versions.contract.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
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
          <Scrolls label={words.title}>
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">{words.version}</th>
                  <th scope="col">{words.name}</th>
                  <th scope="col">{words.since}</th>
                  <th scope="col">{words.cuts}</th>
                </tr>
              </thead>
              <tbody>
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
              </tbody>
            </table>
          </Scrolls>
        )}
      </Pages>
    </Card>
  );
}
