import { useState } from 'react';
import type { postTemplatePreviewContract } from '../../../../api/templates/post-template-preview.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { ApiError } from '../../../api/problem.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Failure } from '../../../ui/failure.tsx';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { PlacementBox } from '../../../ui/placement-box.tsx';
import { RenderFault } from '../../../ui/render-fault.tsx';
import { useSettled } from '../../../ui/use-settled.ts';
import { OnPhone } from '../../journeys/phone/on-phone.tsx';
import { choicesOf, SelectField } from '../../journeys/build/fields/fields.tsx';
import { bodyOf, isWritten, languagesOf } from '../draft.ts';
import { useLanguageName } from '../language-name.ts';
import type { Work } from '../use-template.ts';
import { useTemplateWords } from '../words.ts';
import { ReaderFields, useReader } from './readers.tsx';
import { Why } from './why.tsx';

type Shown = CallReply<typeof postTemplatePreviewContract>;

interface PreviewProps {
  readonly work: Work;
  /** The text that is being written. */
  readonly variant: string;
  readonly language: string;
}

const WHATS = ['writing', 'gets'] as const;
const WIDTHS = ['desktop', 'phone'] as const;

/** The template as somebody reads it, while it is written. */
export function Preview({ work, variant, language }: PreviewProps) {
  const words = useTemplateWords().preview;
  const nameOf = useLanguageName();
  const [what, setWhat] = useState<(typeof WHATS)[number]>('writing');
  const [width, setWidth] = useState<(typeof WIDTHS)[number]>('desktop');
  const [locale, setLocale] = useState('');
  const reader = useReader();
  const asked = {
    definition: bodyOf(work.draft),
    ...reader.asked,
    ...(what === 'writing' ? { variant, locale: language } : locale === '' ? {} : { locale }),
  };
  return (
    <section className="template-preview stack" aria-label={words.title}>
      <h2>{words.title}</h2>
      <div className="form-grid">
        <ReaderFields of={reader} />
        <SelectField label={words.what} value={what} choices={choicesOf(WHATS, words.whats)} change={setWhat} />
        {what === 'gets' && (
          <SelectField
            label={words.locale}
            value={locale}
            choices={[
              { value: '', text: words.theirs },
              ...languagesOf(work.draft).map((value) => ({ value, text: nameOf(value) })),
            ]}
            change={setLocale}
          />
        )}
        <SelectField label={words.width} value={width} choices={choicesOf(WIDTHS, words.widths)} change={setWidth} />
      </div>
      <Answer
        id={work.id === '' ? 'preview' : work.id}
        asked={asked}
        when={isWritten(work.draft)}
        isPhone={width === 'phone'}
      />
    </section>
  );
}

interface AnswerProps {
  readonly id: string;
  readonly asked: object;
  /** Whether there is anything to be shown. */
  readonly when: boolean;
  readonly isPhone: boolean;
}

function Answer({ id, asked, when, isPhone }: AnswerProps) {
  const words = useTemplateWords().preview;
  const body = useSettled(asked);
  const reply = useReply<typeof postTemplatePreviewContract>(
    'post /v1/templates/:id/preview',
    { params: { id }, body },
    { keep: true, when },
  );
  const { error, data } = reply;
  // What is wrong with the texts stands beside them.
  const isUnfinished = error instanceof ApiError && error.trouble.problems.length > 0;
  if (error && !isUnfinished) return <Failure error={error} retry={() => void reply.refetch()} />;
  if (!when || error || data === undefined) return <p className="small soft">{words.later}</p>;
  return (
    <div className={reply.isPlaceholderData ? 'stale' : undefined}>
      <Why shown={data} />
      {data.problem === undefined ? (
        <Rendered shown={data} isPhone={isPhone} />
      ) : (
        <RenderFault problem={data.problem} fault={data.fault} />
      )}
    </div>
  );
}

function Rendered({ shown, isPhone }: { readonly shown: Shown; readonly isPhone: boolean }) {
  const words = useTemplateWords().preview;
  const { subject, html, text, title, body, url } = shown;
  if (title !== undefined) {
    return (
      <>
        <PlacementBox placement="banner" title={title} body={body ?? ''} url={url} isPhone={isPhone} />
        {url !== undefined && <p className="small soft break">{url}</p>}
        <details>
          <summary className="small">{words.onPhone}</summary>
          <OnPhone subject={title} text={body ?? ''} sms={shown.sms} />
        </details>
      </>
    );
  }
  return (
    <>
      <p className="strong break">{subject}</p>
      <MailFrame html={html ?? ''} title={words.frame} isPhone={isPhone} />
      {text !== undefined && (
        <details>
          <summary className="small">{words.asText}</summary>
          <pre>{text}</pre>
        </details>
      )}
    </>
  );
}
