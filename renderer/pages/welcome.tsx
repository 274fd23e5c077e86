import { Bullets } from '../components/bullets.tsx';
import { Button } from '../components/button.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { words } from '../i18n/words.ts';
import { useGestures, useSession } from '../session-context.ts';
import { ChoiceGroup } from './choice-group.tsx';
import { languageOptions } from './setting-options.ts';

/** Screen 1: in place of the first log-in screen, until somebody at this computer account has read it. */
export function Welcome() {
  const { settings, appInfo } = useSession();
  const { changeSettings } = useGestures();
  return (
    <Split aside={<WhatYouNeed />}>
      <PageTitle>{words.welcome.title}</PageTitle>
      <p>{words.welcome.lead}</p>
      {appInfo && <p>{words.welcome.profile[appInfo.profile]}</p>}
      <p>{words.welcome.privacy}</p>
      {settings && (
        <ChoiceGroup
          legend={words.welcome.languageTitle}
          options={languageOptions()}
          {...settings.language}
          onChoose={(language) => changeSettings({ language })}
        />
      )}
      <Button onClick={() => changeSettings({ welcomed: true })}>{words.welcome.goOn}</Button>
    </Split>
  );
}

function WhatYouNeed() {
  return (
    <>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.welcome.needTitle}</h2>
      <Bullets items={words.welcome.need} />
    </>
  );
}
