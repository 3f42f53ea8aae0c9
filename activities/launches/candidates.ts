import type { CustomerFilter, CustomerList } from '../../db/customers/customer-list.ts';
import type { CustomerPages } from '../../db/customers/customer-pages.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { LaunchTarget } from '../../domain/journey/launch/launch.schema.ts';
import { customerKey, type CustomerKey } from '../../domain/keys.ts';
import { spanOf, type Instant } from '../../domain/time.ts';

/** Whom a launch looks at next, in the order of their keys. */
export interface CandidatePage {
  readonly rows: readonly CustomerRow[];
  /** Named, and known to nobody. */
  readonly unknown: number;
  /** Everybody up to here has been looked at. */
  readonly last: CustomerKey;
}

interface Reads {
  readonly customers: Pick<CustomerPages, 'rows'>;
  readonly customerList: Pick<CustomerList, 'list' | 'count'>;
}

/** The people of one launch. Whom it brings is found out as it goes: who comes to fit behind the cursor comes too. */
export class Candidates {
  readonly #reads: Reads;
  readonly #workspace: WorkspaceId;
  readonly #filter: CustomerFilter;
  /** Those who are named one by one, in the order of their keys; `null`: a filter finds them. */
  readonly #named: readonly CustomerKey[] | null;

  constructor(reads: Reads, workspace: WorkspaceId, to: LaunchTarget, now: Instant) {
    this.#reads = reads;
    this.#workspace = workspace;
    this.#filter = filterOf(to, now);
    this.#named = to.customers ? [...new Set(to.customers.map((id) => customerKey(workspace, id)))].toSorted() : null;
  }

  async count(): Promise<number> {
    return this.#named?.length ?? (await this.#reads.customerList.count(this.#workspace, this.#filter));
  }

  /** @returns `null` where there is nobody behind `after` */
  async page(after: CustomerKey | null, limit: number): Promise<CandidatePage | null> {
    if (this.#named !== null) return await this.#pageOfNamed(this.#named, after, limit);
    const rows = await this.#reads.customerList.list(
      this.#workspace,
      this.#filter,
      { by: 'id', order: 'asc' },
      { limit, ...(after === null ? {} : { after: { value: null, _id: after } }) },
    );
    const last = rows.at(-1)?._id;
    return last === undefined ? null : { rows, unknown: 0, last };
  }

  async #pageOfNamed(
    named: readonly CustomerKey[],
    after: CustomerKey | null,
    limit: number,
  ): Promise<CandidatePage | null> {
    const keys = named.filter((key) => after === null || key > after).slice(0, limit);
    const last = keys.at(-1);
    if (last === undefined) return null;
    const rows = await this.#reads.customers.rows(keys);
    return { rows, unknown: keys.length - rows.length, last };
  }
}

function filterOf({ segment, audience, moved, cell }: LaunchTarget, now: Instant): CustomerFilter {
  if (segment !== undefined) return { segments: [segment] };
  if (audience !== undefined) return { audiences: [audience] };
  if (moved !== undefined) {
    return { segments: moved.to, cameFrom: moved.from, since: { from: now - spanOf(moved.within) } };
  }
  const range = (of: readonly [number, number] | undefined) => of && { from: of[0], to: of[1] };
  return cell === undefined ? {} : { r: range(cell.r), f: range(cell.f), m: range(cell.m) };
}
