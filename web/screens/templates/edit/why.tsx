import type { postTemplatePreviewContract } from '../../../../api/templates/post-template-preview.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useLanguageName } from '../language-name.ts';
import { useTemplateWords } from '../words.ts';

type Shown = CallReply<typeof postTemplatePreviewContract>;

/** Which variant and language somebody gets, and why. */
export function Why({ shown: { variant, language, chosen } }: { readonly shown: Shown }) {
  const words = useTemplateWords().preview;
  const nameOf = useLanguageName();
  return (
    <p className="small soft">
      {words.got(variant, nameOf(language))} ({words.by[chosen.by]}; {words.languageBy[chosen.language]}).{' '}
      {chosen.instead !== undefined && words.instead(chosen.instead)}
    </p>
  );
}
