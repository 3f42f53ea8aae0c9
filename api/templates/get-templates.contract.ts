import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';
import { archived, liveVersion } from './template.contract.ts';

const line = z
  .strictObject({
    id: z.string().describe('Its name in the address'),
    name: z.string().describe('For people'),
    live: liveVersion.nullable().describe('The version in force; null: never published'),
    archived,
    savedAt: time.nullable().describe('When the draft was saved; null: there is none'),
    variants: z.array(z.string()).describe('Of the draft, or else of what is live: in order'),
    languages: z.array(z.string()).describe('Those that every variant has a text in'),
    journeys: z.array(z.string()).describe('The live journeys that send it, by id'),
  })
  .meta({ id: 'TemplateLine', description: 'A template in a list' });

export const getTemplatesContract = {
  method: 'get',
  path: '/v1/templates',
  summary: 'All templates',
  description:
    'A template is named by send steps ("template": "check-in"). What ships is under GET /v1/template-starters.',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: {
    200: json('Drafts and what is live, by id.', z.strictObject({ templates: z.array(line).describe('By id') })),
  },
} as const satisfies Contract;
