import type { getPoliciesVersionsContract } from '../../../../api/policies/get-policies-versions.contract.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';

/** All policies that were ever in force. */
export function PoliciesVersions() {
  const { data: dataWords, policies: words } = useWords();
  const format = useFormat();
  const pages = usePages<typeof getPoliciesVersionsContract>('get /v1/policies/versions', (cursor) => ({
    query: { cursor },
  }));
  return (
    <Card title={dataWords.versions.title}>
      <Pages pages={pages}>
        {(replies) => (
          <Scrolls label={dataWords.versions.title}>
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">{dataWords.versions.version}</th>
                  <th scope="col">{dataWords.versions.since}</th>
                  <th scope="col">{words.otherwise}</th>
                  <th scope="col">{words.quiet}</th>
                  <th scope="col" className="number">
                    {words.holdout}
                  </th>
                </tr>
              </thead>
              <tbody>
                {replies
                  .flatMap(({ versions }) => versions)
                  .map(({ version, inForce, publishedAt, definition: { otherwise, quietHours, holdout } }) => (
                    <tr key={version}>
                      <td>
                        {version} {inForce && <span className="chip">{dataWords.versions.inForce}</span>}
                      </td>
                      <td className="nowrap">
                        {publishedAt === null ? dataWords.versions.began : format.dateTime(publishedAt)}
                      </td>
                      <td>{words.inDays(otherwise.messages, otherwise.days)}</td>
                      <td>{quietHours === null ? words.none : `${quietHours.from}–${quietHours.to}`}</td>
                      <td className="number">
                        {holdout === null ? words.none : format.percent(holdout.percent / 100)}
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
