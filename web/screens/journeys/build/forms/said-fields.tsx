import { useWords } from '../../../../words/words.tsx';
import { TextField } from '../fields/fields.tsx';
import { TemplateField } from '../fields/template-field.tsx';
import { MessagePreview } from '../message-preview.tsx';
import { orNothing } from './form.ts';
import type { Said, SaidBy } from './said.ts';
import { TelegramButtons } from './telegram-buttons.tsx';

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

interface SaidProps {
  readonly said: SaidBy;
  /** Where the definition has it within the step: empty, or such as `channels[1].`. */
  readonly at: string;
  readonly set: (change: Partial<Said>, about: string) => void;
}

/** What is said on one channel and, beside it, how somebody reads it. */
export function SaidFields(props: SaidProps) {
  return props.said.channel === 'email' ? <MailWords {...props} /> : <PhoneWords {...props} />;
}

function MailWords(props: SaidProps) {
  const { subject = '', body = '' } = props.said;
  return (
    <>
      <ByTemplate {...props} own={{ subject, body }} />
      {props.said.template === undefined && <OwnWords {...props} />}
    </>
  );
}

/** What is sent is said there, or by a template; never both. `own`: what it begins with that says it itself. */
function ByTemplate({ said, at, set, own }: SaidProps & { readonly own: Partial<Said> }) {
  const { fields } = useWords().build;
  const { channel, template = '' } = said;
  const none = { subject: undefined, body: undefined, text: undefined, title: undefined, url: undefined };
  return (
    <TemplateField
      hint={channel === 'email' ? fields.templateHint : fields.phoneTemplateHint}
      at={`${at}template`}
      value={template}
      change={(to) => set(to === '' ? { template: undefined, ...own } : { ...none, template: to }, 'template')}
    />
  );
}

/** What the mail itself says. */
function OwnWords({ said, at, set }: SaidProps) {
  const { fields } = useWords().build;
  const { subject = '', body = '', text } = said;
  return (
    <>
      <TextField
        label={fields.subject}
        at={`${at}subject`}
        value={subject}
        change={(to) => set({ subject: to }, 'subject')}
      />
      <TextField
        label={fields.body}
        at={`${at}body`}
        rows={9}
        isCode
        value={body}
        change={(to) => set({ body: to }, 'body')}
      />
      <Variables />
      <MessagePreview said={{ channel: 'email', subject, body, text }} />
      <TextField
        label={fields.text}
        hint={fields.textHint}
        at={`${at}text`}
        rows={3}
        value={text ?? ''}
        change={(to) => set({ text: orNothing(to) }, 'text')}
      />
    </>
  );
}

function Variables() {
  const { fields } = useWords().build;
  return (
    <details>
      <summary>{fields.variables}</summary>
      <p className="variables small">
        {VARIABLES.map((name) => (
          <code key={name}>{`{{ ${name} }}`}</code>
        ))}
      </p>
    </details>
  );
}

/** What a phone shows: an SMS, a message of Telegram, or a push, which has a title and may open a page. */
function PhoneWords(props: SaidProps) {
  const { said, at, set } = props;
  const { channel, title = '', text = '' } = said;
  const isPush = channel === 'push' || channel === 'mobile';
  return (
    <>
      <ByTemplate {...props} own={isPush ? { title, text } : { text }} />
      {said.template === undefined && <OwnPhoneWords {...props} isPush={isPush} />}
      {channel === 'telegram' && <TelegramButtons buttons={said.buttons ?? []} at={`${at}buttons`} set={set} />}
      {said.template === undefined && <MessagePreview said={{ channel, text, ...(isPush ? { title } : {}) }} />}
    </>
  );
}

/** What the message itself says. */
function OwnPhoneWords({ said, at, set, isPush }: SaidProps & { readonly isPush: boolean }) {
  const { fields } = useWords().build;
  const { title = '', text = '', url } = said;
  return (
    <>
      {isPush && (
        <TextField
          label={fields.pushTitle}
          at={`${at}title`}
          value={title}
          change={(to) => set({ title: to }, 'title')}
        />
      )}
      <TextField
        label={fields.phoneText}
        at={`${at}text`}
        rows={4}
        value={text}
        change={(to) => set({ text: to }, 'text')}
      />
      <Variables />
      {isPush && (
        <TextField
          label={fields.pushUrl}
          at={`${at}url`}
          value={url ?? ''}
          change={(to) => set({ url: orNothing(to) }, 'url')}
        />
      )}
    </>
  );
}
