import type { getAudiencesContract } from '../../../../../api/audiences/get-audiences.contract.ts';
import { useReply } from '../../../../api/use-reply.ts';
import { useWords } from '../../../../words/words.tsx';
import { useSegments } from '../../../segments/use-segments.ts';
import { ChecksField, SelectField, TextField, type Choice } from './fields.tsx';

interface OneProps {
  readonly label: string;
  readonly at?: string | undefined;
  readonly value: string;
  readonly change: (value: string) => void;
}

/** One that is chosen already is offered also where it is not known. */
function withOwn(choices: readonly Choice<string>[], own: readonly string[]): readonly Choice<string>[] {
  const missing = own.filter((each) => !choices.some(({ value }) => value === each));
  return [...missing.map((value) => ({ value, text: value })), ...choices];
}

function useSegmentChoices(own: readonly string[]): readonly Choice<string>[] {
  const segments = useSegments().data?.segments ?? [];
  return withOwn(
    segments.map(({ id, name }) => ({ value: id, text: name })),
    own,
  );
}

export function SegmentField({ value, none, ...of }: OneProps & { readonly none?: string }) {
  const known = useSegmentChoices(value === '' ? [] : [value]);
  const choices = none === undefined ? known : [{ value: '', text: none }, ...known];
  return <SelectField {...of} value={value} choices={choices} />;
}

interface SegmentsProps {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly change: (chosen: string[]) => void;
}

export function SegmentsField({ label, chosen, change }: SegmentsProps) {
  return <ChecksField label={label} chosen={chosen} choices={useSegmentChoices(chosen)} change={change} />;
}

export function AudienceField({ value, ...of }: OneProps) {
  const words = useWords().build;
  const audiences = useReply<typeof getAudiencesContract>('get /v1/audiences', {}).data?.audiences ?? [];
  const known = withOwn(
    audiences.map(({ id, name }) => ({ value: id, text: name })),
    value === '' ? [] : [value],
  );
  return <SelectField {...of} value={value} choices={[{ value: '', text: words.choose }, ...known]} />;
}

const EVENTS = ['purchase', 'refund', 'view', 'basket.left'] as const;

export function EventField(props: OneProps) {
  return <TextField {...props} known={EVENTS} />;
}
