import { useWords } from '../../../../words/words.tsx';
import { TextField } from '../fields/fields.tsx';
import { TemplateField } from '../fields/template-field.tsx';
import { WayField } from '../fields/way-field.tsx';
import { MessagePreview } from '../message-preview.tsx';
import { orNothing, type FormProps } from './form.ts';

const VARIABLES = [
  'customer',
  'segment',
  'previous_segment',
  'score',
  'orders',
  'revenue',
  'days_since_last',
  'attributes.plan',
  'unsubscribe_url',
] as const;

/** A message and, beside it, how somebody reads it. */
export function SendForm({ step, place, set }: FormProps<'send'>) {
  const words = useWords().build;
  const { fields } = words;
  const { category } = step;
  return (
    <>
      {step.channel === 'email' ? <MailWords step={step} set={set} /> : <PhoneWords step={step} set={set} />}
      <TextField
        label={fields.category}
        hint={fields.categoryHint}
        at="category"
        value={category ?? ''}
        change={(to) => set({ category: orNothing(to) }, 'category')}
      />
      <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
    </>
  );
}

type Send = FormProps<'send'>['step'];
type WordsProps = Pick<FormProps<'send'>, 'step' | 'set'>;

function MailWords({ step, set }: WordsProps) {
  const { fields } = useWords().build;
  const { template, subject = '', body = '', text } = step;
  return (
    <>
      <TemplateField
        hint={fields.templateHint}
        value={template ?? ''}
        change={(to) => set(saidBy(to, { subject, body }), 'template')}
      />
      {template === undefined && <OwnWords subject={subject} body={body} text={text} set={set} />}
    </>
  );
}

/** What a phone shows: an SMS, a message of Telegram, or a push, which has a title and may open a page. */
function PhoneWords({ step, set }: WordsProps) {
  const { fields } = useWords().build;
  const { channel, title = '', text = '', url } = step;
  const isPush = channel === 'push';
  return (
    <>
      {isPush && (
        <TextField label={fields.pushTitle} at="title" value={title} change={(to) => set({ title: to }, 'title')} />
      )}
      <TextField label={fields.phoneText} at="text" rows={4} value={text} change={(to) => set({ text: to }, 'text')} />
      {isPush && (
        <TextField
          label={fields.pushUrl}
          at="url"
          value={url ?? ''}
          change={(to) => set({ url: orNothing(to) }, 'url')}
        />
      )}
    </>
  );
}

/** A step says what it sends, or names a template; never both. */
function saidBy(template: string, own: Pick<Send, 'subject' | 'body'>): Partial<Send> {
  return template === ''
    ? { template: undefined, ...own }
    : { template, subject: undefined, body: undefined, text: undefined };
}

interface OwnWordsProps {
  readonly subject: string;
  readonly body: string;
  readonly text: string | undefined;
  readonly set: FormProps<'send'>['set'];
}

/** What the step itself says. */
function OwnWords({ subject, body, text, set }: OwnWordsProps) {
  const { fields } = useWords().build;
  return (
    <>
      <TextField label={fields.subject} at="subject" value={subject} change={(to) => set({ subject: to }, 'subject')} />
      <TextField
        label={fields.body}
        at="body"
        rows={9}
        isCode
        value={body}
        change={(to) => set({ body: to }, 'body')}
      />
      <details>
        <summary>{fields.variables}</summary>
        <p className="variables small">
          {VARIABLES.map((name) => (
            <code key={name}>{`{{ ${name} }}`}</code>
          ))}
        </p>
      </details>
      <MessagePreview subject={subject} body={body} text={text} />
      <TextField
        label={fields.text}
        hint={fields.textHint}
        at="text"
        rows={3}
        value={text ?? ''}
        change={(to) => set({ text: orNothing(to) }, 'text')}
      />
    </>
  );
}
