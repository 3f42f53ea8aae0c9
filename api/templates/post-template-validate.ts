import { baseOf } from '../../publishing/book.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { readTemplate } from '../../publishing/read-template.ts';
import { endpoint } from '../http/endpoint.ts';
import { postTemplateValidateContract } from './post-template-validate.contract.ts';
import { findTemplate, problemsOfTemplate } from './template-view.ts';

export const postTemplateValidate = endpoint(postTemplateValidateContract, async ({ params, body, caller }, deps) => {
  const { workspace } = caller;
  try {
    const definition =
      body === undefined ? (await findTemplate(deps, workspace, params.id)).definition : readTemplate(body, params.id);
    const base = await baseOf(deps.stores, workspace, deps.clock());
    return { status: 200, body: { problems: await problemsOfTemplate(deps, base, definition) } };
  } catch (error) {
    // An unsound shape is the very answer that was asked for.
    if (error instanceof NotPublished && error.problems) return { status: 200, body: { problems: error.problems } };
    throw error;
  }
});
