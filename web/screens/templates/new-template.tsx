import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { getTemplatesContract } from '../../../api/templates/get-templates.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { Allowed } from '../../session/allowed.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useSpeech } from '../../words/words.tsx';
import { choicesOf, SelectField, TextField } from '../journeys/build/fields/fields.tsx';
import { slugOf } from '../journeys/slug.ts';
import { FRESH_FRAME, freshTemplate } from './draft.ts';
import { TemplateEditor } from './edit/template-editor.tsx';
import { useTemplate } from './use-template.ts';
import { useTemplateWords } from './words.ts';
import './templates.css';

/** Begins a template; its id follows its name until somebody writes another one. */
export function NewTemplate() {
  const words = useTemplateWords();
  useTitle(words.fresh.title);
  const [, go] = useLocation();
  const { language } = useSpeech();
  const [written, setWritten] = useState<string | null>(null);
  const [start] = useState(() => freshTemplate('', language, 'mail'));
  const [name, setName] = useState('');
  const id = written ?? (name === '' ? '' : slugOf(name, new Set(), 'template'));
  const work = useTemplate(id, null, start);
  const others = useReply<typeof getTemplatesContract>('get /v1/templates', {});
  const { draft, change, isKept } = work;
  const isTaken = !isKept && others.data?.templates.some((each) => each.id === id) === true;
  return (
    <section className="card stack">
      <div className="row">
        <h1 className="grow">{words.fresh.title}</h1>
        <Link href="/templates">{words.back}</Link>
      </div>
      <Allowed to="marketer">
        <TemplateEditor
          work={work}
          changed
          savedAt={null}
          refused={isTaken ? words.fresh.taken : undefined}
          onName={setName}
          onSaved={() => go(`/templates/${id}`, { replace: true })}
        >
          <TextField label={words.fresh.id} hint={words.fresh.idHint} value={id} change={setWritten} />
          <SelectField
            label={words.fresh.use}
            value={draft.use}
            choices={choicesOf(['mail', 'page'] as const, words.uses)}
            change={(use) => change({ ...draft, use, frame: use === 'mail' ? FRESH_FRAME : null })}
          />
        </TemplateEditor>
      </Allowed>
    </section>
  );
}
