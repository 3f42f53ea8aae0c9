import { TextField } from '../../journeys/build/fields/fields.tsx';
import type { TextDraft, TextPart, Use } from '../draft.ts';
import { useTemplateWords } from '../words.ts';

const VARIABLES = [
  'segment',
  'orders',
  'revenue',
  'days_since_last',
  'points',
  'tier',
  'attributes.plan',
  'recs',
  'unsubscribe_url',
] as const;

interface TextProps {
  readonly use: Use;
  readonly text: TextDraft;
  /** Where it stands in the definition. */
  readonly at: string;
  readonly change: (text: TextDraft) => void;
}

/** What a variant says in one language. */
export function TextForm({ use, text, at, change }: TextProps) {
  const words = useTemplateWords().parts;
  const field = (part: TextPart) => ({
    label: words[part],
    at: `${at}.${part}`,
    value: text[part],
    change: (value: string) => change({ ...text, [part]: value }),
  });
  return (
    <div className="stack" lang={text.language}>
      <TextField {...field(use === 'mail' ? 'subject' : 'title')} />
      <TextField
        {...field('body')}
        hint={use === 'mail' ? words.bodyHint : words.pageHint}
        rows={use === 'mail' ? 12 : 4}
        isCode={use === 'mail'}
      />
      <details>
        <summary>{words.variables}</summary>
        <p className="variables small">
          {VARIABLES.map((name) => (
            <code key={name}>{`{{ ${name} }}`}</code>
          ))}
        </p>
      </details>
      {use === 'page' ? (
        <TextField {...field('url')} />
      ) : (
        <details open={text.text !== '' || text.unsubscribe !== ''}>
          <summary>{words.more}</summary>
          <div className="stack">
            <TextField {...field('text')} hint={words.textHint} rows={4} />
            <TextField {...field('unsubscribe')} hint={words.unsubscribeHint} />
          </div>
        </details>
      )}
    </div>
  );
}
