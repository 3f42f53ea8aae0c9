import { readTemplate } from '../../publishing/read-template.ts';
import { endpoint } from '../http/endpoint.ts';
import { putTemplateContract } from './put-template.contract.ts';
import { saveTemplate } from './save-template.ts';
import { templateView } from './template-view.ts';

export const putTemplate = endpoint(putTemplateContract, async ({ params, body, caller }, deps) => {
  await saveTemplate(deps, caller, readTemplate(body, params.id));
  return { status: 200, body: await templateView(deps, caller.workspace, params.id) };
});
