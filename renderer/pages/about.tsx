import { Button } from '../components/button.tsx';
import { PageTitle } from '../components/page.tsx';
import { words } from '../i18n/words.ts';
import { usePages } from '../session-context.ts';

export function About() {
  return (
    <>
      <PageTitle>{words.pages.about}</PageTitle>
      <Button onClick={usePages().closePage}>{words.actions.goBack}</Button>
    </>
  );
}
