import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import type { getTemplateStartersContract } from '../../../api/templates/get-template-starters.contract.ts';
import type { getTemplatesContract } from '../../../api/templates/get-templates.contract.ts';
import type { postTemplateStarterContract } from '../../../api/templates/post-template-starter.contract.ts';
import { call, type CallReply } from '../../api/call.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMay } from '../../session/session-context.tsx';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { Failure } from '../../ui/failure.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useLanguageName } from './language-name.ts';
import { State } from './state.tsx';
import { useTemplateWords } from './words.ts';
import './templates.css';

type Line = CallReply<typeof getTemplatesContract>['templates'][number];
type Starter = CallReply<typeof getTemplateStartersContract>['starters'][number];

/** All templates, and those that ship. */
export function Templates() {
  const words = useTemplateWords();
  useTitle(words.title);
  const may = useMay('marketer');
  const templates = useReply<typeof getTemplatesContract>('get /v1/templates', {});
  return (
    <div className="stack">
      <section className="card stack">
        <div className="row">
          <div className="grow">
            <h1>{words.title}</h1>
            <p className="small soft">{words.about}</p>
          </div>
          {may && (
            <Link href="/templates/new" className="button main">
              {words.make}
            </Link>
          )}
        </div>
        <Asked reply={templates}>
          {({ templates: lines }) =>
            lines.length === 0 ? <p className="notice">{words.empty}</p> : <Lines lines={lines} />
          }
        </Asked>
      </section>
      {may && <Starters taken={templates.data?.templates.map(({ id }) => id) ?? []} />}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const words = useTemplateWords();
  const { columns } = words;
  const format = useFormat();
  const nameOf = useLanguageName();
  return (
    <ListTable
      label={words.title}
      columns={[
        columns.name,
        columns.state,
        { name: columns.variants, figures: true },
        columns.languages,
        columns.used,
      ]}
    >
      {lines.map(({ id, name, live, archived, variants, languages, journeys }) => (
        <tr key={id}>
          <td>
            <Link href={`/templates/${id}`} className="id">
              {name}
            </Link>
            <br />
            <span className="small soft">{id}</span>
          </td>
          <td>
            <State live={live} archived={archived} />
          </td>
          <td className="number">{format.number(variants.length)}</td>
          <td>{languages.map(nameOf).join(', ') || words.none}</td>
          <td>
            {journeys.length === 0 ? (
              <span className="soft">–</span>
            ) : (
              journeys.map((journey) => (
                <Link key={journey} href={`/journeys/${journey}`} className="block">
                  {journey}
                </Link>
              ))
            )}
          </td>
        </tr>
      ))}
    </ListTable>
  );
}

function Starters({ taken }: { readonly taken: readonly string[] }) {
  const words = useTemplateWords().starters;
  const starters = useReply<typeof getTemplateStartersContract>('get /v1/template-starters', {});
  return (
    <Card title={words.title}>
      <div className="stack">
        <p className="small soft">{words.about}</p>
        <Asked reply={starters} rows={2}>
          {({ starters: all }) => (
            <ul className="template-starters">
              {all.map((starter) => (
                <StarterLine key={starter.id ?? starter.name} starter={starter} taken={taken} />
              ))}
            </ul>
          )}
        </Asked>
      </div>
    </Card>
  );
}

interface StarterProps {
  readonly starter: Starter;
  readonly taken: readonly string[];
}

function StarterLine({ starter: { id = '', variants, ...own }, taken }: StarterProps) {
  const words = useTemplateWords().starters;
  const { name, description } = words.told.get(id) ?? own;
  const nameOf = useLanguageName();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const take = useMutation({
    mutationFn: () => call<typeof postTemplateStarterContract>('post /v1/template-starters/:id', { params: { id } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      go(`/templates/${id}`);
    },
  });
  const languages = [...new Set(variants.flatMap(({ texts }) => Object.keys(texts)))];
  return (
    <li className="row">
      <div className="grow">
        <strong>{name}</strong>
        {description !== undefined && <p className="small">{description}</p>}
        <p className="small soft">{words.made(variants.length, languages.map(nameOf).join(', '))}</p>
        {take.error && <Failure error={take.error} />}
      </div>
      {taken.includes(id) ? (
        <Link href={`/templates/${id}`} className="button">
          {words.open}
        </Link>
      ) : (
        <button className="button" type="button" disabled={take.isPending} onClick={() => take.mutate()}>
          {words.take}
        </button>
      )}
    </li>
  );
}
