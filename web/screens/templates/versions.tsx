import type { getTemplateVersionsContract } from '../../../api/templates/get-template-versions.contract.ts';
import { usePages } from '../../api/use-pages.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMay } from '../../session/session-context.tsx';
import { Card } from '../../ui/card.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { Pages } from '../../ui/pages.tsx';
import { languagesOf, readDraft, type Definition } from './draft.ts';
import { useLanguageName } from './language-name.ts';
import { useTemplateWords } from './words.ts';

interface VersionsProps {
  readonly id: string;
  /** Puts a version into the form. */
  readonly take: (version: number, definition: Definition) => void;
}

/** Everything that was ever published of a template. */
export function TemplateVersions({ id, take }: VersionsProps) {
  const words = useTemplateWords();
  const { versions: own, columns } = words;
  const format = useFormat();
  const nameOf = useLanguageName();
  const may = useMay('marketer');
  const pages = usePages<typeof getTemplateVersionsContract>('get /v1/templates/:id/versions', (cursor) => ({
    params: { id },
    query: { cursor },
  }));
  return (
    <Card title={own.title}>
      <Pages pages={pages}>
        {(replies) => {
          const versions = replies.flatMap((reply) => reply.versions);
          if (versions.length === 0) return <p className="soft">{own.none}</p>;
          return (
            <ListTable
              label={own.title}
              columns={[
                own.version,
                own.since,
                { name: columns.variants, figures: true },
                columns.languages,
                { name: own.take, unseen: true },
              ]}
            >
              {versions.map(({ version, live, archived, publishedAt, definition }) => (
                <tr key={version}>
                  <td>
                    {version} {(live || archived) && <span className="chip">{archived ? own.archived : own.live}</span>}
                  </td>
                  <td className="nowrap">{publishedAt === null ? own.began : format.dateTime(publishedAt)}</td>
                  <td className="number">{format.number(definition.variants.length)}</td>
                  <td>{languagesOf(readDraft(definition)).map(nameOf).join(', ')}</td>
                  <td>
                    {may && (
                      <button className="button small" type="button" onClick={() => take(version, definition)}>
                        {own.take}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </ListTable>
          );
        }}
      </Pages>
    </Card>
  );
}
