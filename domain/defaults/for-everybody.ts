import type { TemplateInput } from '../templates/template.schema.ts';

/** One text of a default journey: the same for everybody who is inside, in their language. */
interface ForEverybody {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tone: string;
  readonly value: string;
  readonly en: Said;
  readonly tr: Said;
}

/** An SMS and a message of Telegram have no title; it names the message where a push or a page shows the same. */
interface Said {
  readonly title: string;
  readonly body: string;
}

/** A template with one variant. */
export function forEverybody({ id, name, description, tone, value, en, tr }: ForEverybody): TemplateInput {
  const variants = [{ id: 'everybody', tone, value, texts: { en, tr } }];
  return { id, name, description, language: 'en', variants };
}
