import type { TemplateId, VariantId } from '../ids.schema.ts';
import type { Condition } from '../journey/conditions/condition.schema.ts';
import { own } from '../own.ts';
import type { TemplateDefinition } from './template.schema.ts';

/** What its author writes; one that is archived is offered to no journey any more. */
export type TemplateSource = TemplateDefinition & { readonly archived?: true };

/** A mail as it is rendered: Liquid in all of its parts. */
export interface MailTexts {
  readonly subject: string;
  readonly body: string;
  readonly text?: string | undefined;
}

/**
 * A banner, a toast or a list of items as it is rendered, or a message to a phone: plain text, Liquid in all of its parts. An SMS and a
 * message of Telegram are the body alone.
 */
export interface PageTexts {
  readonly title: string;
  readonly body: string;
  /** Where a click leads. */
  readonly url?: string | undefined;
}

/** A template is for mails, or for pages and short messages, and so are all of its texts. */
export type Texts = MailTexts | PageTexts;
export type TemplateUse = 'mail' | 'page';

export interface Variant {
  readonly id: VariantId;
  /** Left out: it is for everybody else. */
  readonly when?: Condition | undefined;
  /** Of its readers who read none of the others; left out: that of the template. */
  readonly language?: string | undefined;
  readonly tone?: string | undefined;
  readonly value?: string | undefined;
  /** By language. */
  readonly texts: Readonly<Record<string, Texts>>;
}

/** A published template: every body is the whole mail, with the frame around it. */
export interface Template {
  readonly id: TemplateId;
  readonly name: string;
  readonly description?: string | undefined;
  /** Of whoever reads none of the others. */
  readonly language: string;
  readonly variants: readonly Variant[];
  readonly archived?: true;
}

export interface PublishedTemplate {
  readonly version: number;
  readonly template: Template;
}

/** One text of one version of a template, by name: what a decision remembers of what it chose. */
export interface TextName {
  readonly id: TemplateId;
  readonly version: number;
  readonly variant: VariantId;
  readonly language: string;
}

/** A text whatever its version: what results of several versions are added up by. */
export type SaidText = Omit<TextName, 'version'>;

/** Every text of a template, each with its place. */
export function textsOf({ variants }: Pick<Template, 'variants'>): readonly PlacedTexts[] {
  return variants.flatMap((variant, place) =>
    Object.entries(variant.texts).map(([language, texts]) => ({
      path: `variants[${place}].texts.${language}`,
      variant,
      language,
      texts,
    })),
  );
}

interface PlacedTexts {
  /** Such as `variants[0].texts.en`. */
  readonly path: string;
  readonly variant: Variant;
  readonly language: string;
  readonly texts: Texts;
}

/** The languages that every variant has a text in. */
export function languagesOf({ variants }: Pick<Template, 'variants'>): readonly string[] {
  const [first, ...others] = variants.map(({ texts }) => Object.keys(texts));
  return (first ?? []).filter((language) => others.every((one) => one.includes(language)));
}

export function isMail(texts: Texts): texts is MailTexts {
  return 'subject' in texts;
}

/** What it is for: its first text says it, and publishing asks for all others to be of the same kind. */
export function useOf(template: Pick<Template, 'variants'>): TemplateUse {
  const [first] = textsOf(template);
  return first === undefined || isMail(first.texts) ? 'mail' : 'page';
}

/** All that is Liquid in a text, by its parts. */
export function liquidIn(texts: Texts): readonly (string | undefined)[] {
  return isMail(texts) ? [texts.subject, texts.body, texts.text] : [texts.title, texts.body, texts.url];
}

type OfText = Pick<TextName, 'variant' | 'language'>;

/** @returns `undefined` where the template has no such text */
export function textIn({ variants }: Pick<Template, 'variants'>, name: OfText): Texts | undefined {
  const texts = variants.find(({ id }) => id === name.variant)?.texts ?? {};
  return own(texts, name.language);
}
