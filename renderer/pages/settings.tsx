import { useEffect, useRef, useState } from 'react';
import type { AppInfo } from '../../preload/contract.ts';
import type { SettingsView } from '../../preload/settings.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { Column, PageTitle } from '../components/page.tsx';
import { words as common } from '../i18n/words.ts';
import { useGestures, usePages, useSession } from '../session-context.ts';
import { ChoiceGroup } from './choice-group.tsx';
import { changeInWords } from './change-in-words.ts';
import {
  idleOptions,
  languageOptions,
  lockShortcutOptions,
  notificationOptions,
  textSizeOptions,
  themeOptions,
} from './setting-options.ts';
import { useSettingsWords } from './settings-words.ts';

/** Screen 26. Each change counts at once: there is nothing to save, and nothing to lose by going away. */
export function Settings() {
  const { settings, appInfo } = useSession();
  const { openPage, closePage } = usePages();
  const profile = appInfo?.profile ?? 'shared';
  const { settings: words } = useSettingsWords();
  return (
    <Column>
      <PageTitle>{common.pages.settings}</PageTitle>
      <p>{words.lead[profile]}</p>
      {settings ? <Groups settings={settings} profile={profile} /> : <p role="status">{words.loading}</p>}
      <p>
        <button type="button" className="app-link-button app-link-button--flush" onClick={() => openPage('policy')}>
          {words.managed}
        </button>
      </p>
      <Button variant="secondary" onClick={closePage}>
        {common.actions.goBack}
      </Button>
    </Column>
  );
}

interface GroupsProps {
  readonly settings: SettingsView;
  readonly profile: AppInfo['profile'];
}

function Groups({ settings, profile }: GroupsProps) {
  const { changeSettings } = useGestures();
  const { settings: words } = useSettingsWords();
  const { language, theme, textSize, notifications, lockShortcut, idleMinutes } = settings;
  const canShorten = settings.longestIdleMinutes > 1;
  return (
    <>
      <Changes settings={settings} profile={profile} />
      {!settings.kept && (
        <InsetText>
          <p>
            <strong>{words.notKeptTitle}</strong>
          </p>
          <p>{words.notKept}</p>
        </InsetText>
      )}
      <ChoiceGroup
        legend={words.language}
        options={languageOptions()}
        {...language}
        onChoose={(value) => changeSettings({ language: value })}
      />
      <ChoiceGroup
        legend={words.theme}
        hint={words.themeHint}
        options={themeOptions(words)}
        {...theme}
        onChoose={(value) => changeSettings({ theme: value })}
      />
      <ChoiceGroup
        legend={words.textSize}
        options={textSizeOptions(words)}
        {...textSize}
        onChoose={(value) => changeSettings({ textSize: value })}
      />
      <ChoiceGroup
        legend={words.notifications}
        hint={words.notificationsHint}
        options={notificationOptions(words)}
        value={notifications.value ? 'on' : 'off'}
        heldBy={notifications.heldBy}
        onChoose={(value) => changeSettings({ notifications: value === 'on' })}
      />
      <ChoiceGroup
        legend={words.lockShortcut[profile]}
        hint={words.lockShortcutHint}
        options={lockShortcutOptions(lockShortcut.value)}
        {...lockShortcut}
        onChoose={(value) => changeSettings({ lockShortcut: value })}
      />
      {canShorten && (
        <ChoiceGroup
          legend={words.idle}
          hint={words.idleHint[profile]}
          options={idleOptions(settings, words)}
          value={idleMinutes.value === null ? 'asSet' : String(idleMinutes.value)}
          heldBy={idleMinutes.heldBy}
          onChoose={(value) => changeSettings({ idleMinutes: value === 'asSet' ? null : Number(value) })}
        />
      )}
    </>
  );
}

/** Tells a screen reader, politely, what a change came to (WCAG 4.1.3): the radio alone says that it was pressed. */
function Changes({ settings, profile }: GroupsProps) {
  const before = useRef(settings);
  const { settings: words } = useSettingsWords();
  const [said, setSaid] = useState('');
  useEffect(() => {
    const change = changeInWords(before.current, settings, profile, words);
    before.current = settings;
    if (change !== undefined) setSaid(change);
  }, [settings, profile, words]);
  return (
    <div role="status" className="nhsuk-u-visually-hidden">
      {said}
    </div>
  );
}
