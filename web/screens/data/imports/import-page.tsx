import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postCatalogueImportsContract } from '../../../../api/catalogue/post-catalogue-imports.contract.ts';
import type { postContactsImportsContract } from '../../../../api/contacts/post-contacts-imports.contract.ts';
import type { postImportsContract } from '../../../../api/jobs/post-imports.contract.ts';
import { call } from '../../../api/call.ts';
import { ApiError } from '../../../api/problem.ts';
import { ShownTo } from '../../../session/allowed.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';
import {
  guessColumns,
  kindOfHeader,
  looksKnown,
  missingFields,
  withColumn,
  type FileKindName,
  type Mapping,
} from './columns.ts';
import { Guide } from './guide.tsx';
import type { FieldName } from './header-names.ts';
import { HowItIsRead, MatchColumns } from './match-columns.tsx';
import { PickFile } from './pick-file.tsx';
import { Preview, Reasons } from './preview.tsx';
import { Running } from './running.tsx';
import {
  queryOf,
  typeOf,
  useTrial,
  type HowRead,
  type Items,
  type Picked,
  type Trial,
  type Wanted,
} from './use-trial.ts';

const KINDS = ['orders', 'summaries', 'contacts', 'catalogue'] as const satisfies readonly FileKindName[];
const AS_THE_FILE_TELLS: HowRead = { dates: null, decimal: null, rows: null, source: 'api' };

/** What came of the button: a job that goes on, or items that are there already. */
type Begun = { readonly job: string } | { readonly items: Items };

/** From a file to scored customers: choose, match, look, import. */
export function ImportPage() {
  const words = useWords().imports;
  const [kind, setKind] = useState<FileKindName>('orders');
  const [picked, setPicked] = useState<Picked | null>(null);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [recognised, setRecognised] = useState<FileKindName | null>(null);
  const again = () => {
    setPicked(null);
    setBegun(null);
    setRecognised(null);
  };
  const pick = (file: Picked | null) => {
    setPicked(file);
    const said = file === null ? kind : kindOfHeader(kind, file.head.present);
    setRecognised(said === kind ? null : said);
    setKind(said);
  };
  const choose = (each: FileKindName) => {
    setKind(each);
    setRecognised(null);
  };
  return (
    <>
      <Guide />
      <Card title={words.title} about={kind === 'catalogue' ? words.aboutItems : words.about}>
        {begun === null ? (
          <ShownTo to="marketer">
            <div className="stack">
              <fieldset className="choices">
                <legend>{words.what}</legend>
                {KINDS.map((each) => (
                  <label key={each}>
                    <input type="radio" name="kind" checked={kind === each} onChange={() => choose(each)} />{' '}
                    {words.kinds[each]}
                  </label>
                ))}
              </fieldset>
              <PickFile picked={picked} pick={pick} />
              <p role="status" className="small soft">
                {recognised !== null && words.recognised(words.kinds[recognised])}
              </p>
            </div>
          </ShownTo>
        ) : (
          <Outcome of={begun} again={again} />
        )}
      </Card>
      {picked && begun === null && (
        <Chosen key={`${picked.key} ${kind}`} kind={kind} picked={picked} begin={setBegun} />
      )}
    </>
  );
}

interface ChosenProps {
  readonly kind: FileKindName;
  readonly picked: Picked;
  readonly begin: (begun: Begun) => void;
}

function Outcome({ of, again }: { readonly of: Begun; readonly again: () => void }) {
  const words = useWords().imports;
  if ('job' in of) return <Running job={of.job} again={again} />;
  const { accepted, rejected, added, changed, problems } = of.items;
  return (
    <div className="stack">
      <p role="status">
        <strong>{words.done}</strong> {words.items(accepted, added, changed)}
        {rejected > 0 && <span className="down"> · {words.refusedRows(rejected)}</span>}
      </p>
      <Reasons rows={problems.map((problem) => ({ ...problem, rows: 1 }))} />
      <div className="row">
        <button className="button" type="button" onClick={again}>
          {words.another}
        </button>
      </div>
    </div>
  );
}

/** A chosen file: how it is read, what it would bring, and the button that imports it. */
function Chosen({ kind, picked, begin }: ChosenProps) {
  const words = useWords().imports;
  const [choice, setChoice] = useState<Mapping | null>(null);
  const [how, setHow] = useState(AS_THE_FILE_TELLS);
  const wanted = { kind, picked, choice, how };
  const guess = guessColumns(kind, picked.head.present);
  const isKnown = choice === null && kind === 'orders' && looksKnown(picked.head.present);
  const isWhole = isKnown || missingFields(kind, choice ?? guess).length === 0;
  const trial = useTrial(wanted, isWhole && how.source !== '');
  const mapping = choice ?? trial.data?.mapping ?? guess;
  const origin = choice === null ? trial.data?.history?.reading.export : null;
  const choose = (field: FieldName, column: string | undefined) => setChoice(withColumn(kind, mapping, field, column));
  return (
    <>
      <Card title={words.match} about={origin ? words.known(words.exports[origin]) : words.matchAbout}>
        <div className="stack">
          <MatchColumns kind={kind} head={picked.head} mapping={mapping} choose={choose} />
          {kind !== 'contacts' && (
            <details open={isDoubtful(trial.error)}>
              <summary>{words.howRead}</summary>
              <HowItIsRead kind={kind} how={how} change={setHow} />
            </details>
          )}
        </div>
      </Card>
      <Card title={words.preview} about={words.previewAbout}>
        {isWhole ? <Tried wanted={wanted} trial={trial} begin={begin} /> : <p className="soft">{words.incomplete}</p>}
      </Card>
    </>
  );
}

interface TriedProps {
  readonly wanted: Wanted;
  readonly trial: ReturnType<typeof useTrial>;
  readonly begin: (begun: Begun) => void;
}

/** What the server made of the file, and the button that imports it. */
function Tried({ wanted, trial: { data, error, isFetching }, begin }: TriedProps) {
  const words = useWords().imports;
  if (isFetching) {
    return (
      <p role="status" className="soft">
        {words.checking} …
      </p>
    );
  }
  if (error) return <Failure error={error} />;
  if (!data) return null;
  return (
    <>
      <Preview head={wanted.picked.head} trial={data} />
      <Start wanted={wanted} trial={data} begin={begin} />
    </>
  );
}

/** The file leaves a doubt that only somebody can settle. */
function isDoubtful(error: Error | null): boolean {
  return error instanceof ApiError && error.trouble.problems.some(({ code }) => code === 'doubt');
}

interface StartProps {
  readonly wanted: Wanted;
  readonly trial: Trial;
  readonly begin: (begun: Begun) => void;
}

function Start({ wanted, trial, begin }: StartProps) {
  const words = useWords().imports;
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: async (): Promise<Begun> => {
      const { kind, picked } = wanted;
      const options = { headers: typeOf(picked) };
      const query = queryOf(wanted, trial.sent);
      const input = { query, body: picked.file };
      if (kind === 'catalogue') {
        return { items: await call<typeof postCatalogueImportsContract>('post /v1/catalogue/imports', input, options) };
      }
      const reply =
        kind === 'contacts'
          ? await call<typeof postContactsImportsContract>('post /v1/contacts/imports', input, options)
          : await call<typeof postImportsContract>('post /v1/imports', input, options);
      if (!('job' in reply)) throw new Error('The import was answered as a dry run.');
      return { job: reply.job.id };
    },
    onSuccess: async (begun) => {
      begin(begun);
      await queries.invalidateQueries();
    },
  });
  return (
    <div className="stack start">
      {start.error && <Failure error={start.error} />}
      {start.isPending && <progress aria-label={words.starting} />}
      <button
        className="button main"
        type="button"
        disabled={start.isPending || trial.taken === 0}
        onClick={() => start.mutate()}
      >
        {start.isPending ? words.starting : words.start}
      </button>
    </div>
  );
}
