import { z } from 'zod';
import { templateId, variantId } from '../ids.schema.ts';
import { condition } from '../journey/conditions/condition.schema.ts';
import { line } from '../journey/steps/options.ts';
import type { MailTexts, PageTexts } from './template.ts';

/** Written in one way only, so that no language can stand in a variant twice. */
const LANGUAGE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;
const SHOWN_AS_IT_STANDS = /\{\{|\{%/;
const MOST_VARIANTS = 20;
const MOST_LANGUAGES = 10;

export const language = z
  .string()
  .regex(LANGUAGE, 'a language is such as en, tr or pt-BR')
  .meta({ id: 'TextLanguage', description: 'A language, or one of a country: en, tr, pt-BR, zh-Hant' });

/** A mail as its author writes it. */
export type MailSource = MailTexts & { readonly unsubscribe?: string | undefined };

/** A line that is no template, since it stands in every mail as it is. */
const plain = (max: number) =>
  line(max).refine((text) => !SHOWN_AS_IT_STANDS.test(text), 'this is plain text; write it without {{ }} and {% %}');

const written = z
  .strictObject({
    subject: line(200)
      .optional()
      .describe('Makes it a mail. Liquid with the variables of a send step; one line of plain text'),
    title: line(500)
      .optional()
      .describe('Makes it a banner, a toast or a list of items. Liquid with those variables; plain text'),
    body: line(20_000).describe(
      'Liquid. Of a mail HTML in which every output is escaped; where the template has a frame, what stands inside of it. On a page plain text',
    ),
    text: line(20_000)
      .optional()
      .describe('Of a mail: Liquid; the plain text part. Left out, it is made of the words of the body'),
    url: line(1_000)
      .optional()
      .describe('On a page: where a click leads. Liquid that begins with https:// or http://, or with an output'),
    unsubscribe: plain(80)
      .optional()
      .describe(
        'Of a mail: the words of the link at the end of the frame; needed only where the language has none of its own',
      ),
  })
  .meta({ id: 'TemplateTexts', description: 'A mail, or what a page shows, in one language' });

const NO_KIND = 'add the subject of a mail, or the title of what a page shows';

/** A mail has a subject and what goes with one, a placement a title; no text is both. */
const texts = written.transform(({ subject, title, body, text, url, unsubscribe }, context): MailSource | PageTexts => {
  const [foreign, kind] =
    subject === undefined ? [{ text, unsubscribe }, 'what pages show'] : [{ title, url }, 'a mail'];
  const alien = Object.entries(foreign).filter(([, value]) => value !== undefined);
  for (const [field] of alien) {
    context.addIssue({ code: 'custom', path: [field], message: `${kind} has no ${field}; remove it` });
  }
  if (alien.length > 0) return z.NEVER;
  if (subject !== undefined) {
    return {
      subject,
      body,
      ...(text === undefined ? {} : { text }),
      ...(unsubscribe === undefined ? {} : { unsubscribe }),
    };
  }
  if (title !== undefined) return { title, body, ...(url === undefined ? {} : { url }) };
  context.addIssue({ code: 'custom', path: ['subject'], message: NO_KIND });
  return z.NEVER;
});

const variant = z
  .strictObject({
    id: variantId.describe('A name of its own within the template, such as champions'),
    when: condition
      .optional()
      .describe('Whom it is for: segment, tier, score, attributes, what they did, audiences. Left out: everybody else'),
    language: language
      .optional()
      .describe(
        'What its readers get whose own language it has no text in; left out, that of the template. So one variant may be in Turkish alone',
      ),
    tone: line(200).optional().describe('How it speaks, for people: such as warm, no selling'),
    value: line(500).optional().describe('What it offers its reader, for people'),
    texts: z
      .record(language, texts)
      .refine((all) => Object.keys(all).length > 0, 'at least one language')
      .refine((all) => Object.keys(all).length <= MOST_LANGUAGES, `at most ${MOST_LANGUAGES} languages`)
      .describe(
        `By language, 1 to ${MOST_LANGUAGES}; its own language, or else that of the template, is always among them`,
      ),
  })
  .meta({ id: 'TemplateVariant', description: 'What a template says to some of its readers' });

const frame = z
  .strictObject({
    name: plain(60).optional().describe('Who writes, at the top of the mail: such as the name of the shop'),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'a colour is such as #1f6f5c')
      .default('#1f6f5c')
      .describe('Of the line at the top and of links, such as #1f6f5c'),
    address: plain(300).optional().describe('Who sends it, at the end of the mail: many countries ask for the address'),
  })
  .meta({
    id: 'TemplateFrame',
    description:
      'A page around each body that looks well in mail programs, on a phone and in the dark, and ends with the way out',
  });

/** A template as a marketer writes it. */
export const templateDefinition = z.strictObject({
  id: templateId.describe('The name in the address; it may be left out'),
  name: line(120).describe('For people'),
  description: line(500).optional().describe('What it is for, for people'),
  language: language.describe('What a reader gets whose own language there is no text in'),
  frame: frame.optional().describe('Left out, each body is the whole mail'),
  variants: z
    .array(variant)
    .min(1)
    .max(MOST_VARIANTS)
    .describe(`1 to ${MOST_VARIANTS}, in order: the first whose condition holds is taken. The last has none`),
});

/** As it is written: what has a default may be left out. */
export type TemplateInput = z.input<typeof templateDefinition>;
export type TemplateDefinition = z.infer<typeof templateDefinition>;
export type TemplateFrame = NonNullable<TemplateDefinition['frame']>;
