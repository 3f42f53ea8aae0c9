import type { Endpoint } from '../http/endpoint.ts';
import { getTemplate } from './get-template.ts';
import { getTemplates } from './get-templates.ts';
import { getTemplateStarters } from './get-template-starters.ts';
import { getTemplateVersions } from './get-template-versions.ts';
import { postTemplateArchive } from './post-template-archive.ts';
import { postTemplatePreview } from './post-template-preview.ts';
import { postTemplatePublish } from './post-template-publish.ts';
import { postTemplateStarter } from './post-template-starter.ts';
import { postTemplateValidate } from './post-template-validate.ts';
import { putTemplate } from './put-template.ts';

/** Every call about templates. */
export const TEMPLATE_CALLS: readonly Endpoint[] = [
  getTemplates,
  getTemplate,
  putTemplate,
  postTemplateValidate,
  postTemplatePreview,
  postTemplatePublish,
  postTemplateArchive,
  getTemplateVersions,
  getTemplateStarters,
  postTemplateStarter,
];
