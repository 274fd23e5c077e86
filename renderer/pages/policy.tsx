import { Button } from '../components/button.tsx';
import { PageTitle } from '../components/page.tsx';
import { words } from '../i18n/words.ts';
import { usePages } from '../session-context.ts';

export function Policy() {
  return (
    <>
      <PageTitle>{words.pages.policy}</PageTitle>
      <Button onClick={usePages().closePage}>{words.actions.goBack}</Button>
    </>
  );
}
