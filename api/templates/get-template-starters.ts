import { templateDefinition } from '../../domain/templates/template.schema.ts';
import { STARTERS } from '../../domain/templates/starters/index.ts';
import { endpoint } from '../http/endpoint.ts';
import { getTemplateStartersContract } from './get-template-starters.contract.ts';

export const getTemplateStarters = endpoint(getTemplateStartersContract, async () => ({
  status: 200,
  body: { starters: STARTERS.map((starter) => templateDefinition.parse(starter)) },
}));
