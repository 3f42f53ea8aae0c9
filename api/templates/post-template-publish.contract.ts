import { json, type Contract } from '../http/contract.ts';
import { publishedTemplate, templateParams } from './template.contract.ts';

export const postTemplatePublishContract = {
  method: 'post',
  path: '/v1/templates/:id/publish',
  summary: 'Publish the draft of a template',
  description:
    'It holds for the next message that is decided, in every journey that names it; what is under way is sent as it was chosen. Publishing ' +
    'renders every text for somebody in each segment and names every problem with its place. Publishing what is live already changes nothing; ' +
    'publishing one that is archived brings it back.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'template',
  input: { params: templateParams },
  output: { 200: json('It is live.', publishedTemplate) },
  problems: ['not-found', 'not-publishable', 'conflict'],
} as const satisfies Contract;
