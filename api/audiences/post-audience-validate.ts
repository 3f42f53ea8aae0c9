import { NotPublished } from '../../publishing/problem.ts';
import { readAudience } from '../../publishing/read-audience.ts';
import { endpoint } from '../http/endpoint.ts';
import { findAudience, problemsOfAudience } from './audience-view.ts';
import { postAudienceValidateContract } from './post-audience-validate.contract.ts';

export const postAudienceValidate = endpoint(postAudienceValidateContract, async ({ params, body, caller }, deps) => {
  const { workspace } = caller;
  try {
    const definition =
      body === undefined ? (await findAudience(deps, workspace, params.id)).definition : readAudience(body, params.id);
    return { status: 200, body: { problems: await problemsOfAudience(deps, workspace, definition) } };
  } catch (error) {
    // An unsound shape is the very answer that was asked for.
    if (error instanceof NotPublished && error.problems) return { status: 200, body: { problems: error.problems } };
    throw error;
  }
});
