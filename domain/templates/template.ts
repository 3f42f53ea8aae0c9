import type { TemplateId, VariantId } from '../ids.schema.ts';
import type { Condition } from '../journey/conditions/condition.schema.ts';
import type { TemplateDefinition } from './template.schema.ts';

/** What its author writes; one that is archived is offered to no journey any more. */
export type TemplateSource = TemplateDefinition & { readonly archived?: true };

/** A mail as it is rendered: Liquid in all of its parts. */
export interface MailTexts {
  readonly subject: string;
  readonly body: string;
  readonly text?: string | undefined;
}

export interface Variant {
  readonly id: VariantId;
  /** Left out: it is for everybody else. */
  readonly when?: Condition | undefined;
  readonly tone?: string | undefined;
  readonly value?: string | undefined;
  /** By language. */
  readonly texts: Readonly<Record<string, MailTexts>>;
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

/** Every text of a template, each with its place. */
export function textsOf({ variants }: Pick<Template, 'variants'>): readonly PlacedTexts[] {
  return variants.flatMap((variant, place) =>
    Object.entries(variant.texts).map(([language, mail]) => ({
      path: `variants[${place}].texts.${language}`,
      variant,
      language,
      mail,
    })),
  );
}

interface PlacedTexts {
  /** Such as `variants[0].texts.en`. */
  readonly path: string;
  readonly variant: Variant;
  readonly language: string;
  readonly mail: MailTexts;
}

/** The languages that every variant has a text in. */
export function languagesOf({ variants }: Pick<Template, 'variants'>): readonly string[] {
  const [first, ...others] = variants.map(({ texts }) => Object.keys(texts));
  return (first ?? []).filter((language) => others.every((one) => one.includes(language)));
}

/** @returns `undefined` where the template has no such text */
export function mailOf({ variants }: Pick<Template, 'variants'>, name: Pick<TextName, 'variant' | 'language'>) {
  const texts = variants.find(({ id }) => id === name.variant)?.texts ?? {};
  return new Map(Object.entries(texts)).get(name.language);
}
