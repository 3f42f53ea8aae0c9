import type { getTemplateContract } from '../../../api/templates/get-template.contract.ts';
import type { CallReply } from '../../api/call.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { isBelow, type Condition } from '../../conditions/condition.ts';
import { inOrder } from '../../format/in-order.ts';

/** A template as somebody works on it. */

export type TemplateView = CallReply<typeof getTemplateContract>;
export type Definition = TemplateView['draft'];
export type Use = 'mail' | 'page';

/** The parts of a text that may be written; which of them are shown follows from what the template is for. */
export const TEXT_PARTS = ['subject', 'title', 'body', 'text', 'url', 'unsubscribe'] as const;
export type TextPart = (typeof TEXT_PARTS)[number];
const SHOWN_PARTS: Readonly<Record<Use, readonly TextPart[]>> = {
  mail: ['subject', 'body', 'text', 'unsubscribe'],
  page: ['title', 'body', 'url'],
};

/** One language of a variant; a part that is not written is empty. */
export type TextDraft = Readonly<Record<TextPart, string>> & { readonly language: string };

export interface VariantDraft {
  readonly id: string;
  /** Null: everybody else. */
  readonly when: Condition | null;
  /** Null: that of the template. */
  readonly language: string | null;
  readonly tone: string;
  readonly value: string;
  readonly texts: readonly TextDraft[];
}

export interface FrameDraft {
  readonly name: string;
  readonly colour: string;
  readonly address: string;
}

export interface TemplateDraft {
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly use: Use;
  /** Null: each body is the whole mail. */
  readonly frame: FrameDraft | null;
  readonly variants: readonly VariantDraft[];
}

export const FRESH_FRAME: FrameDraft = { name: '', colour: '#1f6f5c', address: '' };

const NO_TEXT = { subject: '', title: '', body: '', text: '', url: '', unsubscribe: '' };

export function freshText(language: string): TextDraft {
  return { ...NO_TEXT, language };
}

/** A variant with an empty text in each of some languages. */
export function freshVariant(id: string, when: Condition | null, languages: readonly string[]): VariantDraft {
  return { id, when, language: null, tone: '', value: '', texts: languages.map(freshText) };
}

export function freshTemplate(name: string, language: string, use: Use): TemplateDraft {
  return {
    name,
    description: '',
    language,
    use,
    frame: use === 'mail' ? FRESH_FRAME : null,
    variants: [freshVariant('everybody', null, [language])],
  };
}

/** What the API gave, to be worked on. */
export function readDraft({ name, description, language, frame, variants }: Definition): TemplateDraft {
  const drafts = variants.map(({ id, when, language: own, tone, value, texts }) => ({
    id,
    when: when ?? null,
    language: own ?? null,
    tone: tone ?? '',
    value: value ?? '',
    texts: Object.entries(texts).map(([tag, text]) => readText(tag, text)),
  }));
  const [first] = drafts.flatMap(({ texts }) => texts);
  return {
    name,
    description: description ?? '',
    language,
    use: first !== undefined && first.title !== '' && first.subject === '' ? 'page' : 'mail',
    frame: readFrame(frame),
    variants: drafts,
  };
}

function readFrame(frame: Definition['frame']): FrameDraft | null {
  if (frame === undefined) return null;
  const { name, colour, address } = frame;
  return { name: name ?? '', colour: colour ?? FRESH_FRAME.colour, address: address ?? '' };
}

/** As the API takes it: what nobody wrote is left out, but what a text cannot be without. */
export function bodyOf({ name, description, language, use, frame, variants }: TemplateDraft) {
  return {
    name,
    ...written({ description }),
    language,
    ...(frame === null || use === 'page' ? {} : { frame: written({ ...frame }) }),
    variants: variants.map(({ id, when, language: own, tone, value, texts }) => ({
      id,
      ...(when === null ? {} : { when }),
      ...(own === null ? {} : { language: own }),
      ...written({ tone, value }),
      texts: Object.fromEntries(texts.map((text) => [text.language, textBody(text, use)])),
    })),
  };
}

function textBody(text: TextDraft, use: Use) {
  const [head] = SHOWN_PARTS[use];
  const parts = SHOWN_PARTS[use].filter((part) => part === head || part === 'body' || text[part] !== '');
  return Object.fromEntries(parts.map((part) => [part, text[part]]));
}

/** Whether it has a name and each text what it cannot be without: the API refuses to show what has not. */
export function isWritten({ name, use, variants }: TemplateDraft): boolean {
  const [head] = SHOWN_PARTS[use];
  const texts = variants.flatMap((variant) => variant.texts);
  return name !== '' && texts.every((text) => head !== undefined && text[head] !== '' && text.body !== '');
}

function written(optional: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== ''));
}

type WrittenText = Definition['variants'][number]['texts'][string];

function readText(language: string, { subject, title, body, text, url, unsubscribe }: WrittenText): TextDraft {
  return {
    language,
    subject: subject ?? '',
    title: title ?? '',
    body,
    text: text ?? '',
    url: url ?? '',
    unsubscribe: unsubscribe ?? '',
  };
}

/** Whether two say the same, whatever the order in which it was written. */
export function isSame(one: TemplateDraft, other: TemplateDraft): boolean {
  return inOrder(bodyOf(one)) === inOrder(bodyOf(other));
}

/** All languages that any variant is written in, that of the template first. */
export function languagesOf({ language, variants }: TemplateDraft): readonly string[] {
  return [...new Set([language, ...variants.flatMap(({ texts }) => texts.map((text) => text.language))])];
}

/** Which text of a variant readers of each language get; the one that others fall back to is its own, or that of the template. */
export function fallbackOf(template: TemplateDraft, { language, texts }: VariantDraft): string {
  const wanted = language ?? template.language;
  return texts.some((text) => text.language === wanted) ? wanted : (texts[0]?.language ?? wanted);
}

/** The template with another language; a text that nobody has written yet is then of that one. */
export function withLanguage(template: TemplateDraft, language: string): TemplateDraft {
  const variants = template.variants.map((variant): VariantDraft => {
    const [only, ...others] = variant.texts;
    const isUnwritten =
      others.length === 0 && only?.language === template.language && TEXT_PARTS.every((part) => only[part] === '');
    return isUnwritten ? { ...variant, texts: [freshText(language)] } : variant;
  });
  return { ...template, language, variants };
}

/** A list with one of it moved by a place, or as it was where there is none. */
export function movedBy<Each>(list: readonly Each[], place: number, by: 1 | -1): readonly Each[] {
  const [one, other] = [list[place], list[place + by]];
  if (one === undefined || other === undefined) return list;
  return list.map((each, at) => (at === place ? other : at === place + by ? one : each));
}

/** Where in the screen a problem belongs: a variant, and one of its languages. */
export interface Spot {
  readonly variant: number | null;
  readonly language: string | null;
}

const OF_VARIANT = /^variants\[(\d+)\]/;
const OF_TEXT = /^variants\[\d+\]\.texts\.([A-Za-z0-9-]+)/;

export function spotOf(path: string): Spot {
  const place = OF_VARIANT.exec(path)?.[1];
  return { variant: place === undefined ? null : Number(place), language: OF_TEXT.exec(path)?.[1] ?? null };
}

/** The problems of a variant, or of one language of it. */
export function problemsIn(
  problems: readonly FieldProblem[],
  variant: number,
  language?: string,
): readonly FieldProblem[] {
  const at = `variants[${variant}]`;
  return problems.filter(({ path }) => isBelow(path, language === undefined ? at : `${at}.texts.${language}`));
}
