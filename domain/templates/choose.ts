import { holds, type Facts } from '../journey/conditions/condition.ts';
import type { AttributeValue } from '../attributes/attributes.ts';
import type { Template, Variant } from './template.ts';

/** The attribute that says which language somebody reads, such as `tr`, `tr-TR` or `tr_TR`. */
export const LOCALE = 'locale';

export interface Choice {
  readonly variant: Variant;
  readonly language: Chosen;
}

export interface Chosen {
  readonly language: string;
  /** `own`: it is theirs; `near`: the same language, of another country or none; `default`: that of the variant, or else of the template. */
  readonly because: 'own' | 'near' | 'default';
}

/**
 * What a template says to one reader: the first variant whose condition holds, in their language.
 * @returns `null` where no condition holds and no variant is for everybody else, which publishing refuses
 */
export function choose(template: Template, facts: Facts, locale: AttributeValue | undefined): Choice | null {
  const variant = template.variants.find(({ when }) => when === undefined || holds(when, facts));
  return variant === undefined ? null : { variant, language: languageIn(template, variant, locale) };
}

/** In which language a variant is read; the one that it falls back to is its own, or else that of the template. */
export function languageIn(
  template: Pick<Template, 'language'>,
  { texts, language: fallback = template.language }: Pick<Variant, 'texts' | 'language'>,
  locale: AttributeValue | undefined,
): Chosen {
  const known = Object.keys(texts);
  const wanted = typeof locale === 'string' ? plainTag(locale) : '';
  if (wanted === '' && Object.hasOwn(texts, fallback)) return { language: fallback, because: 'default' };
  const [own, ...wider] = widening(wanted);
  const find = (tag: string | undefined) => known.find((one) => one.toLowerCase() === tag);
  const exact = find(own);
  if (exact !== undefined) return { language: exact, because: 'own' };
  const near = wider.map(find).find((one) => one !== undefined) ?? known.find((one) => isOfLanguage(one, wanted));
  if (near !== undefined) return { language: near, because: 'near' };
  return { language: known.includes(fallback) ? fallback : (known[0] ?? fallback), because: 'default' };
}

/** `tr_TR.UTF-8`, as systems name it, is `tr-tr`. */
function plainTag(locale: string): string {
  const [tag = ''] = locale.trim().split(/[.@]/);
  return tag.replaceAll('_', '-').toLowerCase();
}

/** The tag itself, then without its last part, and so on: `zh-hant-tw`, `zh-hant`, `zh`. */
function widening(tag: string): readonly string[] {
  const parts = tag === '' ? [] : tag.split('-');
  return parts.map((_, dropped) => parts.slice(0, parts.length - dropped).join('-'));
}

function isOfLanguage(tag: string, wanted: string): boolean {
  return tag.split('-', 1)[0] === wanted.split('-', 1)[0];
}
