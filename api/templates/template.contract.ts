import { z } from 'zod';
import { templateId } from '../../domain/ids.schema.ts';
import { templateDefinition } from '../../domain/templates/template.schema.ts';
import type { JsonLimits } from '../http/contract.ts';
import { fieldProblem, playbookVersion, time } from '../http/fields.ts';

/** What the calls about templates share. */
export const templateParams = z.strictObject({ id: templateId.describe('Of the template, such as check-in') });

/** Conditions nest; nothing else of a definition does. */
export const templateLimits: JsonLimits = { depth: 16, keysPerObject: 200, values: 20_000 };

/** The handler reads it itself, to name everything that is wrong at once. */
export const templateBody = z.unknown();
export const templateShape = templateDefinition.partial({ id: true }).meta({
  id: 'Template',
  description:
    'What steps send, once for all journeys: ordered variants by segment, tier, score, attributes, behaviour or audience, each in one or more ' +
    'languages. The first variant whose condition holds when the message is decided is taken, in the language of the attribute locale of the ' +
    'customer (tr-TR, then tr, then another text in that language), or else in that of the template. At most 16 levels deep',
});

export const archived = z
  .boolean()
  .describe('Whether it is put away: no journey may name it until it is published again');
export const liveVersion = z.int().describe('1 for the first that was published');

export const templateView = z
  .strictObject({
    id: z.string().describe('Its name in the address'),
    draft: templateShape.describe('The definition as it was last saved, or else what is live'),
    savedAt: time.nullable().describe('When the draft was saved; null: never, since it was published'),
    problems: z.array(fieldProblem).describe('What keeps the draft from being published'),
    live: z
      .strictObject({ version: liveVersion, definition: templateShape })
      .nullable()
      .describe('Null: it was never published'),
    archived,
    changed: z.boolean().describe('Whether publishing the draft would change anything'),
    journeys: z.array(z.string()).describe('The live journeys that send it, by id'),
  })
  .meta({ id: 'TemplateView', description: 'A template as its author sees it' });

export const publishedTemplate = z
  .strictObject({
    template: z.string().describe('Its id'),
    version: liveVersion,
    playbook: playbookVersion,
    changed: z.boolean().describe('False where it was so already'),
  })
  .meta({ id: 'PublishedTemplate', description: 'What is in force now' });

export const templateExample = {
  name: 'Thank you',
  language: 'en',
  frame: { name: 'The shop' },
  variants: [
    {
      id: 'champions',
      when: { field: 'segment', op: 'eq' as const, value: 'champions' },
      tone: 'Personal, nothing to sell',
      texts: {
        en: { subject: 'From all of us', body: '<p>You have been here {{ orders }} times. Thank you.</p>' },
        tr: { subject: 'Hepimizden', body: '<p>{{ orders }} kez buradaydınız. Teşekkür ederiz.</p>' },
      },
    },
    {
      id: 'everybody',
      texts: {
        en: { subject: 'Thank you', body: '<p>Thank you for your order.</p>' },
        tr: { subject: 'Teşekkür ederiz', body: '<p>Siparişiniz için teşekkür ederiz.</p>' },
      },
    },
  ],
};
