import { useWords } from '../../../../words/words.tsx';
import { TextField } from '../fields/fields.tsx';
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
  const { template, subject = '', body = '', text, category } = step;
  return (
    <>
      <TextField
        label={fields.template}
        hint={fields.templateHint}
        at="template"
        value={template ?? ''}
        change={(to) => set(saidBy(to, { subject, body }), 'template')}
      />
      {template === undefined && <OwnWords subject={subject} body={body} text={text} set={set} />}
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
