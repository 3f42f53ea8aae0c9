import { z } from 'zod';
import { renderFault } from './render-fault.contract.ts';
import { knownCustomerId, segmentId, variantId } from '../../domain/ids.schema.ts';
import { language, templateDefinition } from '../../domain/templates/template.schema.ts';
import { smsShown } from '../journeys/sms-shown.contract.ts';
import { json, type Contract } from '../http/contract.ts';
import { templateExample, templateLimits, templateParams } from './template.contract.ts';

const rendered = z.string().describe('Rendered, as it would be sent');

export const postTemplatePreviewContract = {
  method: 'post',
  path: '/v1/templates/:id/preview',
  summary: 'Read a template as somebody would',
  description:
    'Chooses the variant and the language as a send step would, and renders it: for a customer as they are now, for somebody made up in a segment, or for ' +
    'somebody of whom nothing is known. It is the draft in the body, or else the saved one. Nothing is stored or sent.',
  scope: 'marketer',
  role: 'any',
  audit: 'unwritten',
  input: {
    params: templateParams,
    body: z.strictObject({
      reader: z
        .union([
          z.strictObject({ customer: knownCustomerId.describe('Somebody who is known') }),
          z.strictObject({ segment: segmentId.describe('Somebody made up who is in it') }),
        ])
        .optional()
        .describe('Left out, somebody of whom nothing is known'),
      locale: language.optional().describe('As if they read this language; left out, their attribute locale'),
      variant: variantId.optional().describe('This variant, whoever it is for'),
      definition: templateDefinition.partial({ id: true }).optional().describe('The draft; left out, the saved one'),
    }),
  },
  limits: templateLimits,
  output: {
    200: json(
      'The mail, or what a page would show, or why it cannot be rendered.',
      z.strictObject({
        variant: z.string().describe('Its id'),
        language: z.string().describe('The one of its languages that is taken'),
        because: z.string().describe('Why this variant and this language, in words'),
        chosen: z
          .strictObject({
            by: z
              .enum(['asked', 'condition', 'rest'])
              .describe('asked: the call names it; condition: the first that holds; rest: it is for everybody else'),
            language: z
              .enum(['own', 'near', 'default'])
              .describe(
                'own: theirs; near: the same of another country, or of none; default: what the variant falls back to',
              ),
            instead: z.string().optional().describe('Where the call names one: the variant that they would get'),
          })
          .meta({ id: 'TemplateChoice', description: 'Why a text was taken, by names' }),
        subject: rendered.optional(),
        html: rendered.optional(),
        text: rendered.optional(),
        title: z.string().optional().describe('Of a template for pages, as it would be shown'),
        body: z.string().optional().describe('Of a template for pages; plain text'),
        url: z.string().optional().describe('Of a template for pages: where a click would lead'),
        sms: smsShown.optional().describe('Of a template for pages: how its body goes out as an SMS'),
        problem: z.string().optional().describe('Why it could not be rendered; then there is nothing of it'),
        fault: renderFault.optional(),
      }),
    ),
  },
  problems: ['not-found', 'not-publishable'],
  example: { reader: { segment: 'champions' }, locale: 'tr', definition: templateExample },
} as const satisfies Contract;
