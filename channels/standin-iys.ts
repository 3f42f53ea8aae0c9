/** What the stand-in of the register keeps, in memory: it is there to be tried out. */
interface Kept {
  readonly status: string;
  readonly consentDate: string;
  readonly transactionId: string;
}

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
}

interface Reply {
  readonly status: number;
  readonly reply: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const MOST_KEPT = 10_000;

/**
 * Speaks as the register does, by its documented rules: no first refusal, no status twice, only later dates. A `POST` to
 * `/iys/citizen` is what a recipient says there themselves.
 */
export class IysStandIn {
  readonly #kept = new Map<string, Kept>();
  readonly #requests = new Map<string, readonly unknown[]>();
  readonly #changes: unknown[] = [];
  #count = 0;

  answer({ method, url: { pathname: path, searchParams }, body }: Asked): Reply {
    return method === 'POST' ? this.#posted(path, body) : this.#got(path, searchParams);
  }

  #posted(path: string, body: unknown): Reply {
    if (path.endsWith('/oauth2/token')) return signIn(fieldsOf(body));
    if (path.endsWith('/consents/request')) return this.#upload(Array.isArray(body) ? body : []);
    if (path.endsWith('/consents/status')) return found(this.#kept.get(keyOf(fieldsOf(body))));
    if (!path.endsWith('/citizen')) return found(undefined);
    const taken = this.#take(fieldsOf(body), 'IYS');
    return typeof taken === 'string' ? { status: 422, reply: { code: taken } } : found(taken);
  }

  #got(path: string, asked: URLSearchParams): Reply {
    if (path.endsWith('/consents/changes')) {
      const after = Number(asked.get('after') ?? 0);
      const list = this.#changes.slice(after, after + Number(asked.get('limit') ?? 1_000));
      return found({ after: String(after + list.length), list });
    }
    const [, request = ''] = /\/consents\/request\/([^/]+)$/.exec(path) ?? [];
    return found(this.#requests.get(request));
  }

  #upload(records: readonly unknown[]): Reply {
    const requestId = this.#next('request');
    const results = records.map((record, place) => {
      const taken = this.#take(fieldsOf(record), 'HS');
      return typeof taken === 'string'
        ? { index: place + 1, status: 'failure', error: { code: taken, message: 'refused' } }
        : { index: place + 1, status: 'success', transactionId: taken.transactionId };
    });
    this.#requests.set(requestId, results);
    forgetOldest(this.#requests);
    return found({ requestId, subRequests: [] });
  }

  /** @returns the code where it refuses; the real ones are many more */
  #take(record: Fields, source: string): Kept | string {
    const key = keyOf(record);
    const { status, consentDate } = record;
    if (typeof status !== 'string' || typeof consentDate !== 'string') return 'H101';
    const before = this.#kept.get(key);
    if (before === undefined && status === 'RET') return 'H175';
    if (before?.status === status) return 'H178';
    if (before !== undefined && consentDate <= before.consentDate) return 'H176';
    const now = { status, consentDate, transactionId: this.#next('transaction') };
    this.#kept.set(key, now);
    if (source === 'IYS') this.#changes.push({ ...record, ...now, source });
    forgetOldest(this.#kept);
    return now;
  }

  #next(kind: string): string {
    this.#count += 1;
    return `${kind}-${this.#count}`;
  }
}

function found(reply: unknown): Reply {
  return reply === undefined ? { status: 404, reply: {} } : { status: 200, reply };
}

/** Any name and password will do but one, so that a refusal can be tried. */
function signIn({ password }: Fields): Reply {
  if (password === 'wrong-password') return { status: 401, reply: { error: 'invalid_grant' } };
  return found({ access_token: 'stand-in', expires_in: 7_200 });
}

function keyOf({ recipient, recipientType, type }: Fields): string {
  return JSON.stringify([recipient, recipientType, type]);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
}
