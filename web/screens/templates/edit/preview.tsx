import { useState } from 'react';
import type { getCustomersContract } from '../../../../api/customers/get-customers.contract.ts';
import type { postTemplatePreviewContract } from '../../../../api/templates/post-template-preview.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { ApiError } from '../../../api/problem.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Failure } from '../../../ui/failure.tsx';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { RenderFault } from '../../../ui/render-fault.tsx';
import { useSettled } from '../../../ui/use-settled.ts';
import { choicesOf, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { useSegments } from '../../segments/use-segments.ts';
import { bodyOf, isWritten, languagesOf } from '../draft.ts';
import { useLanguageName } from '../language-name.ts';
import type { Work } from '../use-template.ts';
import { useTemplateWords } from '../words.ts';

type Shown = CallReply<typeof postTemplatePreviewContract>;

interface PreviewProps {
  readonly work: Work;
  /** The text that is being written. */
  readonly variant: string;
  readonly language: string;
}

const MOST_FOUND = 8;
const WHATS = ['writing', 'gets'] as const;
const WIDTHS = ['desktop', 'phone'] as const;
const CUSTOMER = 'customer';
const SEGMENT = 'segment ';

/** The template as somebody reads it, while it is written. */
export function Preview({ work, variant, language }: PreviewProps) {
  const words = useTemplateWords().preview;
  const nameOf = useLanguageName();
  const [what, setWhat] = useState<(typeof WHATS)[number]>('writing');
  const [width, setWidth] = useState<(typeof WIDTHS)[number]>('desktop');
  const [reader, setReader] = useState('');
  const [customer, setCustomer] = useState('');
  const [locale, setLocale] = useState('');
  const segments = useSegments().data?.segments ?? [];
  const readers = [
    { value: '', text: words.nobody },
    ...segments.map(({ id, name }) => ({ value: `${SEGMENT}${id}`, text: `${words.segments} ${name}` })),
    { value: CUSTOMER, text: words.customer },
  ];
  const known = useCustomers(customer, reader === CUSTOMER);
  const asked = {
    definition: bodyOf(work.draft),
    ...readerOf(reader, known.includes(customer.trim()) ? customer.trim() : ''),
    ...(what === 'writing' ? { variant, locale: language } : locale === '' ? {} : { locale }),
  };
  return (
    <section className="template-preview stack" aria-label={words.title}>
      <h2>{words.title}</h2>
      <div className="form-grid">
        <SelectField label={words.reader} value={reader} choices={readers} change={setReader} />
        {reader === CUSTOMER && (
          <TextField
            label={words.customerId}
            hint={words.customerHint}
            value={customer}
            change={setCustomer}
            known={known}
          />
        )}
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
        {work.draft.use === 'mail' && (
          <SelectField label={words.width} value={width} choices={choicesOf(WIDTHS, words.widths)} change={setWidth} />
        )}
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

function useCustomers(search: string, when: boolean): readonly string[] {
  const wanted = useSettled(search.trim());
  const query = { limit: MOST_FOUND, sort: 'id' as const, ...(wanted === '' ? {} : { search: wanted }) };
  const found = useReply<typeof getCustomersContract>('get /v1/customers', { query }, { keep: true, when });
  return found.data?.customers.map(({ id }) => id) ?? [];
}

function readerOf(reader: string, customer: string) {
  if (reader.startsWith(SEGMENT)) return { reader: { segment: reader.slice(SEGMENT.length) } };
  return reader === CUSTOMER && customer !== '' ? { reader: { customer } } : {};
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

function Why({ shown: { variant, language, chosen } }: { readonly shown: Shown }) {
  const words = useTemplateWords().preview;
  const nameOf = useLanguageName();
  return (
    <p className="small soft">
      {words.got(variant, nameOf(language))} ({words.by[chosen.by]}; {words.languageBy[chosen.language]}).{' '}
      {chosen.instead !== undefined && words.instead(chosen.instead)}
    </p>
  );
}

function Rendered({ shown, isPhone }: { readonly shown: Shown; readonly isPhone: boolean }) {
  const words = useTemplateWords().preview;
  const { subject, html, text, title, body, url } = shown;
  if (title !== undefined) {
    return (
      <div className="template-banner">
        <p className="strong">{title}</p>
        <p>{body}</p>
        {url !== undefined && <p className="small soft break">{url}</p>}
      </div>
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
