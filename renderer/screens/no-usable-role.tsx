import { Bullets } from '../components/bullets.tsx';
import { Column, PageTitle } from '../components/page.tsx';
import { words } from '../i18n/words.ts';

export function NoUsableRole() {
  return (
    <Column>
      <PageTitle>{words.noUsableRole.title}</PageTitle>
      <p>{words.noUsableRole.happened}</p>
      <p>{words.noUsableRole.not}</p>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.noUsableRole.doTitle}</h2>
      <Bullets items={words.noUsableRole.do} />
    </Column>
  );
}
