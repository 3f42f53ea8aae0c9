import { Link } from 'wouter';
import { Card } from '../../../../ui/card.tsx';
import { useResultWords } from './words.ts';

/** Why nothing is compared, and how to begin. */
export function NoHoldout({ journey }: { readonly journey: string }) {
  const words = useResultWords().lift;
  return (
    <Card title={words.title}>
      <div className="stack">
        <p>{words.noHoldout}</p>
        <p className="soft small">
          {words.noHoldoutHint} <Link href={`/journeys/${journey}`}>{words.toBuild}</Link>
        </p>
      </div>
    </Card>
  );
}
