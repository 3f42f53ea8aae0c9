import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import type { getAudienceContract } from '../../../api/audiences/get-audience.contract.ts';
import type { postAudienceArchiveContract } from '../../../api/audiences/post-audience-archive.contract.ts';
import { call, type CallReply } from '../../api/call.ts';
import { ApiError } from '../../api/problem.ts';
import { useReply } from '../../api/use-reply.ts';
import { useConditionText } from '../../conditions/use-condition-text.ts';
import { useFormat } from '../../format/use-format.ts';
import { Allowed } from '../../session/allowed.tsx';
import { useMay } from '../../session/session-context.tsx';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useWords } from '../../words/words.tsx';
import { Members } from '../customers/members.tsx';
import { useNames } from '../customers/use-names.ts';
import { LaunchDrawer } from '../launch/launch.tsx';
import { AudienceDays } from './audience-days.tsx';
import { AudienceForm } from './audience-form.tsx';
import { Status } from './audiences.tsx';
import './audiences.css';

type Audience = CallReply<typeof getAudienceContract>;

/** One audience: who is in it, how that changes, and the condition, which is worked on here. */
export function AudiencePage() {
  const { id = '' } = useParams();
  const audience = useReply<typeof getAudienceContract>('get /v1/audiences/:id', { params: { id } });
  if (audience.error instanceof ApiError && audience.error.trouble.status === 404) return <Unknown id={id} />;
  return (
    <Asked reply={audience} rows={8}>
      {(reply) => <Known key={reply.id} audience={reply} />}
    </Asked>
  );
}

function Unknown({ id }: { readonly id: string }) {
  const words = useWords().audiences;
  useTitle(words.unknown);
  return (
    <section className="card stack">
      <h1>{words.unknown}</h1>
      <p>
        <code>{id}</code>
      </p>
      <p>
        <Link href="/audiences" className="button main">
          {words.back}
        </Link>
      </p>
    </section>
  );
}

function Known({ audience }: { readonly audience: Audience }) {
  const words = useWords().audiences;
  useTitle(audience.draft.name);
  const format = useFormat();
  const names = useNames();
  const { id, live, archived, draft, changed, savedAt } = audience;
  const isOpen = live !== null && !archived;
  return (
    <div className="stack">
      <Head audience={audience} />
      <Card title={words.form.title}>
        <Allowed to="marketer">
          <AudienceForm
            id={id}
            saved={{ name: draft.name, description: draft.description ?? '', condition: draft.condition }}
            changed={changed || archived}
            savedAt={savedAt === null ? null : words.form.saved(format.dateTime(savedAt))}
          />
        </Allowed>
      </Card>
      {live !== null && <AudienceDays id={id} />}
      {isOpen && (
        <Card title={words.members.title} about={<Link href={`/customers?audience=${id}`}>{words.members.all}</Link>}>
          <Members of={{ audience: id }} label={draft.name} names={names} empty={words.members.empty} />
        </Card>
      )}
    </div>
  );
}

function Head({ audience }: { readonly audience: Audience }) {
  const words = useWords().audiences;
  const format = useFormat();
  const say = useConditionText();
  const may = useMay('marketer');
  const [open, setOpen] = useState<'launch' | 'archive' | null>(null);
  const { id, live, archived, draft, changed, customers, revenue, uncounted } = audience;
  const isOpen = live !== null && !archived;
  const close = () => setOpen(null);
  return (
    <section className="card stack">
      <div className="row">
        <h1 className="grow">{draft.name}</h1>
        <Status live={live?.version ?? null} archived={archived} changed={changed} />
        {may && isOpen && (
          <button className="button" type="button" onClick={() => setOpen('archive')}>
            {words.archive.button}
          </button>
        )}
        {may && isOpen && (
          <button className="button main" type="button" onClick={() => setOpen('launch')}>
            {words.launch}
          </button>
        )}
      </div>
      {draft.description !== undefined && <p>{draft.description}</p>}
      {live && <p className="soft">{say(live.definition.condition)}</p>}
      {live && (
        <dl className="audience-figures">
          <div>
            <dt>{words.figures.customers}</dt>
            <dd>
              <Link href={`/customers?audience=${id}`}>{format.number(customers)}</Link>
            </dd>
          </div>
          <div>
            <dt>{words.figures.revenue}</dt>
            <dd>{format.money(revenue)}</dd>
          </div>
        </dl>
      )}
      {uncounted > 0 && <p className="small soft">{words.uncounted(uncounted)}</p>}
      {open === 'launch' && <LaunchDrawer to={{ audience: id }} name={draft.name} close={close} />}
      {open === 'archive' && <Archive audience={audience} close={close} />}
    </section>
  );
}

function Archive({ audience, close }: { readonly audience: Audience; readonly close: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const { id, draft, customers } = audience;
  const archive = useMutation({
    mutationFn: () => call<typeof postAudienceArchiveContract>('post /v1/audiences/:id/archive', { params: { id } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      close();
    },
  });
  return (
    <Dialog title={words.audiences.archive.title(draft.name)} close={close}>
      <p>{words.audiences.archive.text(customers)}</p>
      {archive.error && <Failure error={archive.error} />}
      <div className="row">
        <button className="button danger" type="button" disabled={archive.isPending} onClick={() => archive.mutate()}>
          {words.audiences.archive.button}
        </button>
        <button className="button" type="button" onClick={close}>
          {words.ui.cancel}
        </button>
      </div>
    </Dialog>
  );
}
