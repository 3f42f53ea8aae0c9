import { endpoint } from '../http/endpoint.ts';
import { getTemplateContract } from './get-template.contract.ts';
import { templateView } from './template-view.ts';

export const getTemplate = endpoint(getTemplateContract, async ({ params, caller }, deps) => ({
  status: 200,
  body: await templateView(deps, caller.workspace, params.id),
}));
