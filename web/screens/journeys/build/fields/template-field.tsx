import { Link } from 'wouter';
import type { getTemplatesContract } from '../../../../../api/templates/get-templates.contract.ts';
import { useReply } from '../../../../api/use-reply.ts';
import { useWords } from '../../../../words/words.tsx';
import { TextField } from './fields.tsx';

interface TemplateProps {
  readonly hint: string;
  /** Where the definition has it within the step. */
  readonly at?: string;
  readonly value: string;
  readonly change: (template: string) => void;
}

/** The template that a step names, out of those that are live, with the way to its texts. */
export function TemplateField({ hint, at = 'template', value, change }: TemplateProps) {
  const { build, journeys } = useWords();
  const templates = useReply<typeof getTemplatesContract>('get /v1/templates', {}).data?.templates ?? [];
  const known = templates.filter(({ live, archived }) => live !== null && !archived).map(({ id }) => id);
  const isKnown = templates.some(({ id }) => id === value);
  return (
    <>
      <TextField label={build.fields.template} hint={hint} at={at} value={value} change={change} known={known} />
      <p className="small">
        <Link href={isKnown ? `/templates/${value}` : '/templates'}>
          {isKnown ? build.fields.openTemplate : journeys.templates}
        </Link>
      </p>
    </>
  );
}
