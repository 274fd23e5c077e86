import { Bullets } from '../components/bullets.tsx';
import { Button } from '../components/button.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { useGestures, useSession } from '../session-context.ts';
import { ChoiceGroup } from './choice-group.tsx';
import { languageOptions } from './setting-options.ts';
import { useSettingsWords } from './settings-words.ts';

/** Screen 1: in place of the first log-in screen, until somebody at this computer account has read it. */
export function Welcome() {
  const { settings, appInfo } = useSession();
  const { changeSettings } = useGestures();
  const { welcome } = useSettingsWords();
  return (
    <Split aside={<WhatYouNeed />}>
      <PageTitle>{welcome.title}</PageTitle>
      <p>{welcome.lead}</p>
      {appInfo && <p>{welcome.profile[appInfo.profile]}</p>}
      <p>{welcome.privacy}</p>
      {settings && (
        <ChoiceGroup
          legend={welcome.languageTitle}
          options={languageOptions()}
          {...settings.language}
          onChoose={(language) => changeSettings({ language })}
        />
      )}
      <Button onClick={() => changeSettings({ welcomed: true })}>{welcome.goOn}</Button>
    </Split>
  );
}

function WhatYouNeed() {
  const { welcome } = useSettingsWords();
  return (
    <>
      <h2 className="nhsuk-heading-s app-heading-tight">{welcome.needTitle}</h2>
      <Bullets items={welcome.need} />
    </>
  );
}
