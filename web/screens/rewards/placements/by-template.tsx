import type { ComponentProps } from 'react';
import type { getTemplateContract } from '../../../../api/templates/get-template.contract.ts';
import type { postTemplatePreviewContract } from '../../../../api/templates/post-template-preview.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { PlacementBox } from '../../../ui/placement-box.tsx';
import { RenderFault } from '../../../ui/render-fault.tsx';
import { SelectField } from '../../journeys/build/fields/fields.tsx';
import { Why } from '../../templates/edit/why.tsx';
import { useLanguageName } from '../../templates/language-name.ts';
import { useTemplateWords } from '../../templates/words.ts';

function useTemplate(id: string) {
  return useReply<typeof getTemplateContract>('get /v1/templates/:id', { params: { id } });
}

interface LanguageProps {
  readonly template: string;
  readonly value: string;
  readonly change: (language: string) => void;
}

/** The language of the reader: as it is known of them, or one that the template is written in. */
export function LanguageField({ template, value, change }: LanguageProps) {
  const words = useTemplateWords().preview;
  const nameOf = useLanguageName();
  const variants = useTemplate(template).data?.live?.definition.variants ?? [];
  const languages = [...new Set(variants.flatMap(({ texts }) => Object.keys(texts)))];
  const choices = [
    { value: '', text: words.theirs },
    ...languages.map((language) => ({ value: language, text: nameOf(language) })),
  ];
  return <SelectField label={words.locale} value={value} choices={choices} change={change} />;
}

interface ByTemplateProps {
  readonly template: string;
  readonly asked: object;
  readonly how: Pick<ComponentProps<typeof PlacementBox>, 'placement' | 'dismissible' | 'isPhone'>;
}

/** What the version in force of a template says to somebody, and why that. */
export function ByTemplate({ template: id, ...rest }: ByTemplateProps) {
  const template = useTemplate(id);
  return (
    <Asked reply={template} rows={3}>
      {({ live, draft }) => <Rendered {...rest} id={id} definition={live?.definition ?? draft} />}
    </Asked>
  );
}

interface RenderedProps extends Pick<ByTemplateProps, 'asked' | 'how'> {
  readonly id: string;
  readonly definition: CallReply<typeof getTemplateContract>['draft'];
}

function Rendered({ id, definition, asked, how }: RenderedProps) {
  const reply = useReply<typeof postTemplatePreviewContract>(
    'post /v1/templates/:id/preview',
    { params: { id }, body: { ...asked, definition } },
    { keep: true },
  );
  return (
    <Asked reply={reply} rows={3}>
      {(shown) => <Said shown={shown} how={how} />}
    </Asked>
  );
}

interface SaidProps extends Pick<ByTemplateProps, 'how'> {
  readonly shown: CallReply<typeof postTemplatePreviewContract>;
}

function Said({ shown, how }: SaidProps) {
  if (shown.problem !== undefined) return <RenderFault problem={shown.problem} fault={shown.fault} />;
  const { title = '', body = '', url } = shown;
  return (
    <div className="stack tight">
      <Why shown={shown} />
      <PlacementBox {...how} title={title} body={body} url={url} />
    </div>
  );
}
