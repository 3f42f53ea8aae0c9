import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import { iysView } from './iys-view.ts';
import { putIysContract } from './put-iys.contract.ts';

export const putIys = endpoint(putIysContract, async ({ body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { _id: id, clock } = workspace;
  if (clock !== undefined) {
    throw new ApiProblem('conflict', 'This workspace has a test clock: its consents are none of real people.');
  }
  const { iysSettings, iysConsents, contacts } = deps.stores;
  if (!iysSettings.canSeal) {
    throw new ApiProblem(
      'conflict',
      'The password cannot be kept: set SECRETS_KEY in the environment of the API and of the workers first.',
    );
  }
  const { password, ...settings } = body;
  if (password === undefined && (await iysSettings.find(id)) === null) {
    const message = 'this field is missing: there is no password yet';
    throw invalidInput('body', [{ code: 'missing', path: 'password', message }]);
  }
  await iysSettings.put(id, settings, password, deps.clock());
  if (settings.on) {
    await contacts.allForRegister(id);
    await iysConsents.tryAgain(id, deps.clock());
  }
  return { status: 200, body: await iysView(deps, id) };
});
