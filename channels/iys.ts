import { readShape, type Shape, type ShapeOf } from '../domain/input/shape-problems.ts';
import type { IysConsent, IysResult, IysType, IysWord, RecipientType } from '../domain/iys/consent.ts';
import type { IysPlace } from '../domain/iys/settings.ts';
import { iysChanges, iysRequest, iysResults, iysStanding, iysToken, registerDate } from '../domain/iys/wire.schema.ts';

/** One recipient, as the register names them. */
export interface IysRecipient {
  readonly recipient: string;
  readonly recipientType: RecipientType;
  readonly type: IysType;
}

export type IysRecord = IysRecipient & IysWord & { readonly source: string };

export interface IysChange extends Omit<IysRecipient, 'type'>, IysWord {
  readonly type: IysType | 'ARAMA';
  readonly transactionId: string | null;
}

/** The register of commercial messages of Türkiye (İleti Yönetim Sistemi), for one brand. Every call throws `IysFailure`. */
export interface IysRegister {
  /** @returns by which name the results are asked for */
  upload(records: readonly IysRecord[]): Promise<string>;
  /** By the place in what was uploaded, from 1 on. @returns `null` where it knows of no such upload */
  results(request: string): Promise<ReadonlyMap<number, IysResult> | null>;
  /** @returns `null` where it has nothing */
  standing(recipient: IysRecipient): Promise<IysConsent['known']>;
  /** What recipients said at the register itself. @param after where the page before ended */
  changes(after: string | null): Promise<{ readonly list: readonly IysChange[]; readonly after: string | null }>;
}

/** Without personal data. `isOurs`: another attempt would come to the same until somebody changes the settings. */
export class IysFailure extends Error {
  override readonly name = 'IysFailure';
  readonly isOurs: boolean;
  constructor(message: string, isOurs: boolean) {
    super(message);
    this.isOurs = isOurs;
  }
}

export interface IysAccess {
  readonly place: IysPlace;
  readonly iysCode: string;
  readonly brandCode: string;
  readonly username: string;
  readonly password: string;
}

const ROOTS: Readonly<Record<Exclude<IysPlace, 'stand-in'>, string>> = {
  production: 'https://api.iys.org.tr',
  sandbox: 'https://api.sandbox.iys.org.tr',
};
const WITHIN = 20_000;
export const CHANGES_A_PAGE = 500;

/** @param standIn where the stand-in listens */
export function openIys({ place, iysCode, brandCode, username, password }: IysAccess, standIn: string): IysRegister {
  const root = place === 'stand-in' ? `${standIn}/iys` : ROOTS[place];
  const brand = `/sps/${encodeURIComponent(iysCode)}/brands/${encodeURIComponent(brandCode)}/consents`;
  let token: string | undefined;

  async function call(path: string, method: 'GET' | 'POST', body?: unknown): Promise<Answer> {
    token ??= await signIn();
    return await request(`${root}${brand}${path}`, method, { authorization: `Bearer ${token}` }, body);
  }

  async function signIn(): Promise<string> {
    const said = { username, password, grant_type: 'password' };
    const answer = await request(`${root}/oauth2/token`, 'POST', {}, said);
    return read(iysToken, answer, 'a token').access_token;
  }

  return {
    async upload(records) {
      const wire = records.map(({ at, ...record }) => ({ ...record, consentDate: registerDate(at) }));
      return read(iysRequest, await call('/request', 'POST', wire), 'an upload').requestId;
    },
    async results(id) {
      const answer = await call(`/request/${encodeURIComponent(id)}`, 'GET');
      if (answer.status === 404) return null;
      const rows = read(iysResults, answer, 'results');
      return new Map(rows.map((row) => [row.index, resultOf(row)]));
    },
    async standing(recipient) {
      const answer = await call('/status', 'POST', recipient);
      // It has nothing of this recipient.
      if (answer.status === 404 || answer.status === 422) return null;
      const { status, consentDate: at, transactionId = null } = read(iysStanding, answer, 'a standing');
      return { status, at, transactionId };
    },
    async changes(after) {
      const from = after === null ? '' : `&after=${encodeURIComponent(after)}`;
      const answer = await call(`/changes?source=IYS&limit=${CHANGES_A_PAGE}${from}`, 'GET');
      const { list, after: next } = read(iysChanges, answer, 'changes');
      return {
        after: next ?? null,
        list: list.map(({ consentDate: at, transactionId = null, ...change }) => ({ ...change, at, transactionId })),
      };
    },
  };
}

interface Answer {
  readonly status: number;
  readonly said: unknown;
}

async function request(
  url: string,
  method: 'GET' | 'POST',
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Promise<Answer> {
  const sent = await fetch(url, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(WITHIN),
  }).catch(() => null);
  if (sent === null) throw new IysFailure('the register did not answer', false);
  const { status } = sent;
  if (status === 401 || status === 403)
    throw new IysFailure(`the register answered ${status}: look at the settings`, true);
  if (status === 429 || status >= 500) throw new IysFailure(`the register answered ${status}`, false);
  return { status, said: await sent.json().catch(() => null) };
}

/** @throws IysFailure where it is no answer of this kind */
function read<Wanted extends Shape>(shape: Wanted, { status, said }: Answer, what: string): ShapeOf<Wanted> {
  const found = status < 300 ? readShape(shape, said) : null;
  if (found !== null && 'value' in found) return found.value;
  throw new IysFailure(`the register answered ${status} where ${what} was expected`, status >= 400);
}

function resultOf({ status, transactionId, error }: ShapeOf<typeof iysResults>[number]): IysResult {
  if (status === 'success' && transactionId !== undefined) return { is: 'taken', transactionId };
  if (status === 'failure') return { is: 'refused', reason: error?.code ?? 'failure' };
  return { is: 'waiting' };
}
