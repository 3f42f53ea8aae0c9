import { useState } from 'react';
import { Link, useParams } from 'wouter';
import type { getJourneysContract } from '../../../api/journeys/get-journeys.contract.ts';
import type { getTemplateContract } from '../../../api/templates/get-template.contract.ts';
import type { postTemplateArchiveContract } from '../../../api/templates/post-template-archive.contract.ts';
import { call } from '../../api/call.ts';
import { ApiError } from '../../api/problem.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { Allowed } from '../../session/allowed.tsx';
import { useMay } from '../../session/session-context.tsx';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { readDraft, type TemplateView } from './draft.ts';
import { TemplateEditor } from './edit/template-editor.tsx';
import { State } from './state.tsx';
import { useTemplate } from './use-template.ts';
import { TemplateVersions } from './versions.tsx';
import { useTemplateWords } from './words.ts';
import './templates.css';

/** One template: its texts, which are worked on here, where it is used, and its versions. */
export function TemplatePage() {
  const { id = '' } = useParams();
  const template = useReply<typeof getTemplateContract>('get /v1/templates/:id', { params: { id } });
  if (template.error instanceof ApiError && template.error.trouble.status === 404) return <Unknown id={id} />;
  return (
    <Asked reply={template} rows={8}>
      {(view) => <Known key={view.id} view={view} />}
    </Asked>
  );
}

function Unknown({ id }: { readonly id: string }) {
  const words = useTemplateWords();
  useTitle(words.unknown);
  return (
    <section className="card stack">
      <h1>{words.unknown}</h1>
      <p>
        <code>{id}</code>
      </p>
      <p>
        <Link href="/templates" className="button main">
          {words.back}
        </Link>
      </p>
    </section>
  );
}

function Known({ view }: { readonly view: TemplateView }) {
  const words = useTemplateWords();
  useTitle(view.draft.name);
  const format = useFormat();
  const [saved] = useState(() => readDraft(view.draft));
  const work = useTemplate(view.id, saved, saved);
  const [taken, setTaken] = useState<number | null>(null);
  return (
    <div className="stack">
      <Head view={view} />
      <Card title={words.form.title}>
        {taken !== null && work.isEdited && (
          <p className="notice" role="status">
            {words.versions.taken(taken)}
          </p>
        )}
        <Allowed to="marketer">
          <TemplateEditor
            work={work}
            changed={view.changed || view.archived}
            savedAt={view.savedAt === null ? null : words.form.savedAt(format.dateTime(view.savedAt))}
          />
        </Allowed>
      </Card>
      <UsedIn journeys={view.journeys} />
      <TemplateVersions
        id={view.id}
        take={(version, definition) => {
          work.change(readDraft(definition));
          setTaken(version);
        }}
      />
    </div>
  );
}

function Head({ view: { id, draft, live, archived, changed, journeys } }: { readonly view: TemplateView }) {
  const words = useTemplateWords();
  const may = useMay('marketer');
  const [asking, setAsking] = useState(false);
  return (
    <section className="card row">
      <div className="grow">
        <Link href="/templates" className="small">
          {words.back}
        </Link>
        <h1>{draft.name}</h1>
        <p className="small soft">
          <code>{id}</code>
        </p>
      </div>
      <State live={live?.version ?? null} archived={archived} changed={changed} />
      {may && live !== null && !archived && journeys.length === 0 && (
        <button className="button" type="button" onClick={() => setAsking(true)}>
          {words.archive.button}
        </button>
      )}
      {asking && (
        <Confirm
          title={words.archive.title(draft.name)}
          text={words.archive.text}
          deed={words.archive.button}
          act={() => call<typeof postTemplateArchiveContract>('post /v1/templates/:id/archive', { params: { id } })}
          close={() => setAsking(false)}
        />
      )}
    </section>
  );
}

function UsedIn({ journeys }: { readonly journeys: readonly string[] }) {
  const words = useTemplateWords().used;
  const known = useReply<typeof getJourneysContract>('get /v1/journeys', {}, { when: journeys.length > 0 });
  const nameOf = (id: string) => known.data?.journeys.find((each) => each.id === id)?.name ?? id;
  return (
    <Card title={words.title}>
      {journeys.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <ul className="bullets">
          {journeys.map((id) => (
            <li key={id}>
              <Link href={`/journeys/${id}`}>{nameOf(id)}</Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
