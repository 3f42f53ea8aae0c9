import { conditionFaults } from '../journey/conditions/condition-faults.ts';
import type { Problem } from '../problem.ts';
import type { Bins } from '../scoring/coverage.ts';
import { FRAME_LANGUAGES, wayOut } from './frame.ts';
import type { TemplateDefinition } from './template.schema.ts';
import { isMail, textsOf, useOf, type PageTexts, type Template } from './template.ts';

/** Each is rendered for every kind of reader when the template is published, and whoever publishes waits for it. */
const MOST_TEXTS = 100;

/** Everything that is wrong with a template by itself: some readers who get nothing, and texts that nobody gets. */
export function templateFaults(template: TemplateDefinition, bins: Bins): readonly Problem[] {
  return [
    ...nameFaults(template),
    ...orderFaults(template),
    ...languageFaults(template),
    ...useFaults(template),
    ...conditionsFaults(template, bins),
    ...sizeFaults(template),
  ];
}

/** Conditions of its variants that can never be what their writer meant. */
export function conditionsFaults({ variants }: Pick<Template, 'variants'>, bins: Bins): readonly Problem[] {
  const asked = { events: [], entering: false, inJourney: false as const, bins };
  return variants.flatMap(({ when }, place) =>
    when === undefined ? [] : conditionFaults(when, `variants[${place}].when`, asked),
  );
}

function nameFaults({ variants }: TemplateDefinition): readonly Problem[] {
  return variants.flatMap(({ id }, place): readonly Problem[] => {
    if (variants.findIndex((one) => one.id === id) === place) return [];
    const message = `there is another variant "${id}" before it; give each a name of its own`;
    return [{ code: 'duplicate-variant', path: `variants[${place}].id`, message }];
  });
}

function orderFaults({ variants }: TemplateDefinition): readonly Problem[] {
  const fallback = variants.findIndex(({ when }) => when === undefined);
  const none = `nobody is written to for whom no condition holds; add a last variant without "when"`;
  const open: readonly Problem[] = fallback === -1 ? [{ code: 'no-fallback', path: 'variants', message: none }] : [];
  const conditions = variants.map(({ when }) => when && JSON.stringify(when));
  const hidden = variants.flatMap(({ id }, place): readonly Problem[] => {
    const path = `variants[${place}]`;
    if (fallback !== -1 && place > fallback) {
      const message = `nobody gets "${id}": the variant "${variants[fallback]?.id}" before it is for everybody; put that one last`;
      return [{ code: 'unreachable-variant', path, message }];
    }
    const same = conditions.indexOf(conditions[place]);
    if (conditions[place] === undefined || same === place) return [];
    const message = `nobody gets "${id}": the variant "${variants[same]?.id}" before it has the same condition`;
    return [{ code: 'unreachable-variant', path, message }];
  });
  return [...open, ...hidden];
}

function languageFaults({ variants, language, frame }: TemplateDefinition): readonly Problem[] {
  const missing = variants.flatMap(({ id, texts, language: own = language }, place): readonly Problem[] => {
    if (Object.hasOwn(texts, own)) return [];
    const message = `"${id}" has no text in ${own}, which everybody gets whose own language is not there; write one, or say another "language" for it`;
    return [{ code: 'missing-language', path: `variants[${place}].texts.${own}`, message }];
  });
  if (frame === undefined) return missing;
  const nameless = variants.flatMap(({ texts }, place) =>
    Object.entries(texts).flatMap(([tag, mail]): readonly Problem[] => {
      if (!isMail(mail) || wayOut(tag, mail) !== undefined) return [];
      const message = `the frame has words for the way out in ${FRAME_LANGUAGES.join(', ')}, and not in ${tag}; write them here`;
      return [{ code: 'no-way-out-words', path: `variants[${place}].texts.${tag}.unsubscribe`, message }];
    }),
  );
  return [...missing, ...nameless];
}

/** What a page cannot say: a code lies in no row that pages read, and the others are of mails, or of one enrolment. */
const NAMES_MAIL = /\{[{%][^{}]*\b(coupon|entry|unsubscribe_url|message_id)\b/;
const BEGINS_AS_ADDRESS = /^(https?:\/\/|\{\{)/i;

function useFaults(template: TemplateDefinition): readonly Problem[] {
  const use = useOf(template);
  const texts = textsOf(template);
  const mixed = texts.flatMap(({ path, texts: one }): readonly Problem[] => {
    if (isMail(one) === (use === 'mail')) return [];
    const message =
      use === 'mail'
        ? 'the first text is a mail, so each has a subject; make another template for pages'
        : 'the first text is for pages, so each has a title; make another template for mails';
    return [{ code: 'mixed-texts', path, message }];
  });
  const message = 'what pages show has no frame; remove it';
  const framed: readonly Problem[] =
    use === 'page' && template.frame !== undefined ? [{ code: 'mixed-texts', path: 'frame', message }] : [];
  return [...mixed, ...framed, ...texts.flatMap(({ path, texts: one }) => (isMail(one) ? [] : pageFaults(one, path)))];
}

function pageFaults(texts: PageTexts, path: string): readonly Problem[] {
  const parts = Object.entries(texts).flatMap(([part, text = '']): readonly Problem[] => {
    const [, named] = NAMES_MAIL.exec(text) ?? [];
    if (named === undefined) return [];
    const message = `what pages show cannot say ${named}: only mails can; write it without`;
    return [{ code: 'template', path: `${path}.${part}`, message }];
  });
  const { url } = texts;
  if (url === undefined || BEGINS_AS_ADDRESS.test(url)) return parts;
  const message = 'an address begins with https:// or http://, or with an output such as {{ recs[0].url }}';
  return [...parts, { code: 'malformed', path: `${path}.url`, message }];
}

function sizeFaults(template: TemplateDefinition): readonly Problem[] {
  const texts = textsOf(template).length;
  if (texts <= MOST_TEXTS) return [];
  const message = `these are ${texts} texts, and a template has at most ${MOST_TEXTS}: split it`;
  return [{ code: 'too-many-texts', path: 'variants', message }];
}
