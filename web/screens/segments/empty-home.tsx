import { Link } from 'wouter';
import { Scrolls } from '../../ui/scrolls.tsx';
import { useWords } from '../../words/words.tsx';

/** What a workspace without customers shows: what will be here, and the ways to get it. */
export function EmptyHome() {
  const { empty } = useWords().segments;
  const event = '{"id":"order:1001","customer":"c-17","type":"purchase","amount":4000}';
  return (
    <section className="card stack">
      <h1>{empty.title}</h1>
      <p>{empty.text}</p>
      <p>
        <Link href="/data" className="button main">
          {empty.importFile}
        </Link>
      </p>
      <p>{empty.demo}</p>
      <Scrolls label={empty.demo}>
        <pre>
          <code>{`curl ${window.location.origin}/v1/events -H 'Authorization: Bearer …' -H 'Content-Type: application/json' -d '${event}'`}</code>
        </pre>
      </Scrolls>
    </section>
  );
}
