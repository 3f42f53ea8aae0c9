import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { getAudiencesContract } from '../../../api/audiences/get-audiences.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { useTitle } from '../../ui/use-title.ts';
import { Allowed } from '../../session/allowed.tsx';
import { useWords } from '../../words/words.tsx';
import { AudienceForm } from './audience-form.tsx';
import { idOf, NEW_AUDIENCE } from './draft.ts';
import './audiences.css';

/** Begins an audience; its id follows its name until somebody writes another one. */
export function NewAudience() {
  const words = useWords().audiences;
  useTitle(words.form.titleNew);
  const [, go] = useLocation();
  const [name, setName] = useState('');
  const [written, setWritten] = useState<string | null>(null);
  const id = written ?? idOf(name);
  const others = useReply<typeof getAudiencesContract>('get /v1/audiences', {});
  const isTaken = others.data?.audiences.some((each) => each.id === id) ?? false;
  return (
    <section className="card stack">
      <div className="row">
        <h1 className="grow">{words.form.titleNew}</h1>
        <Link href="/audiences">{words.back}</Link>
      </div>
      <Allowed to="marketer">
        <AudienceForm
          id={id}
          saved={NEW_AUDIENCE}
          changed={false}
          savedAt={null}
          refused={isTaken ? words.form.taken : undefined}
          onName={setName}
          onSaved={() => go(`/audiences/${id}`, { replace: true })}
        >
          <label className="field id-field">
            <span className="label">{words.form.id}</span>
            <input
              type="text"
              value={id}
              maxLength={40}
              aria-invalid={isTaken}
              onChange={({ target }) => setWritten(target.value)}
            />
            <span className="hint">{words.form.idHint}</span>
          </label>
        </AudienceForm>
      </Allowed>
    </section>
  );
}
