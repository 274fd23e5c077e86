import { pluralIn } from '../../preload/plural.ts';
import type { KeyKind } from '../../preload/policy-view.ts';
import type { TextSize, Theme } from '../../preload/settings.ts';

/** The first-run screen, the settings, what policy holds, and what the app is (screens 1, 26 and 28). */

const counted = pluralIn('en');

const themes: Record<Theme, string> = {
  system: 'As this computer has it',
  light: 'Light',
  dark: 'Dark',
  highContrast: 'High contrast',
};
const textSizes: Record<TextSize, string> = {
  normal: 'Normal (100%)',
  large: 'Large (150%)',
  largest: 'Largest (200%)',
};
const kinds: Record<KeyKind, string> = {
  bounded: 'Any value inside fixed limits',
  floor: 'Only stricter than our own',
  choice: 'One of several',
  locator: 'An address',
  whole: 'Taken whole from one source',
};

export const enSettings = {
  welcome: {
    title: 'Welcome to CIS2 Desktop',
    lead: 'CIS2 Desktop logs you in with your Care Identity, in your own web browser. It shows who is logged in, in which role and with how much confidence, and asks you to prove who you are again before a sensitive action.',
    profile: {
      personal:
        'This computer is set up for one person. When you leave it, CIS2 Desktop locks, and you unlock it with your Care Identity.',
      shared:
        'This computer is set up to be shared. When you leave it, log out. Nothing of your session is kept on it for the next person.',
    },
    languageTitle: 'Language',
    needTitle: 'What you need',
    need: [
      'your own Care Identity',
      'a way to prove who you are: a smartcard, security key, passkey, phone or another authenticator',
      'the internet, or the Health and Social Care Network (HSCN)',
    ],
    privacy: 'Nothing about patients is stored here.',
    goOn: 'Go on to log in',
  },

  settings: {
    lead: {
      personal: 'A change counts at once. It is kept on this computer, for your computer account alone.',
      shared:
        'This is a shared computer. A change counts at once, until your session ends. It is not kept for the next person.',
    },
    notKeptTitle: 'Your last change could not be kept',
    notKept:
      'It counts until you close CIS2 Desktop, because it could not be written to this computer. Change it once more. If this is shown again, ask your local IT service desk whether the disk is full.',
    held: (source: string) => `Set by your organisation (${source}). It cannot be changed here.`,
    managed: 'See everything that your organisation has set',
    language: 'Language',
    theme: 'Colours',
    themes,
    themeHint: 'Windows contrast themes and the like are always followed.',
    textSize: 'Size of text',
    textSizes,
    notifications: 'Notifications of this computer',
    notificationsHint: 'Before your session ends, and when it has ended. They say nothing about you.',
    notificationsAre: { on: 'Show them', off: 'Do not show them' },
    lockShortcut: { personal: 'Keys to lock', shared: 'Keys to log out' },
    lockShortcutHint: 'Several keys at once, so that nobody presses them by mistake.',
    idle: 'Time without activity',
    idleHint: {
      personal:
        'After it CIS2 Desktop locks. You can make it shorter, never longer than it is set here. A longer time than now counts from your next log-in or unlock on.',
      shared: 'After it CIS2 Desktop logs out. You can make it shorter, never longer than it is set here.',
    },
    idleAsSet: (minutes: string) => `As it is set here: ${minutes}`,
    changed: (setting: string, value: string) => `Changed. ${setting}: ${value}.`,
    loading: 'Reading the settings.',
  },

  policyPage: {
    lead: 'These values are in force on this computer. Your local IT service desk can explain and change them.',
    notManaged:
      'No settings of an administrator could be read, so this computer counts as shared. Tell your local IT service desk if that is wrong.',
    refusedTitle: 'Refused',
    refusedLead:
      'These values were found and are not in force. Your local IT service desk or whoever set them must correct them.',
    inForceTitle: 'In force',
    empty: 'Nothing is set here.',
    reading: 'Reading what is set.',
    failed:
      'What is set could not be read. Go back and open this page again. If it fails again, tell your local IT service desk this code.',
    count: (count: number) => counted(count, { one: '1 value is in force.', other: `${count} values are in force.` }),
    key: 'Setting',
    value: 'Value',
    source: 'From',
    kind: 'Kind',
    why: 'Why',
    /** The place itself, as an administrator knows it: a registry key or a file. */
    setBy: (place: string) => `Set in ${place}`,
    ownDefault: 'Our own defaults',
    yesNo: { yes: 'Yes', no: 'No' },
    nothing: 'None',
    /** Policies are documented in English, and so are the titles that come with them. */
    titleIn: (_key: string, title: string | null) => title,
    waits: {
      logOut: 'Not yet: it counts once nobody is logged in.',
      restart: 'Not yet: it counts when CIS2 Desktop is started again.',
    },
    kinds,
  },

  about: {
    lead: 'A desktop client that logs health and care workers in with NHS CIS2 Authentication.',
    notNhs: 'CIS2 Desktop is not an NHS England product, and NHS England has not approved it.',
    warranty:
      'It comes as it is, without warranty of any kind, and none that it is fit for clinical use: your organisation decides that, and answers for it.',
    versionsTitle: 'Version',
    version: 'CIS2 Desktop',
    commit: 'Commit',
    noCommit: 'Not known',
    browser: 'Your browser',
    accessibilityTitle: 'Accessibility',
    accessibility: [
      'CIS2 Desktop is made to meet the Web Content Accessibility Guidelines 2.2 at level AA: with a keyboard alone, with a screen reader, at 200% text, in dark and high contrast colours. Nobody outside the project has assessed it yet.',
      'It logs out or locks after a time without activity, to protect patient information. It asks you before, and you can stay logged in by one key.',
      'The statement is docs/accessibility.md, with the source code. Tell your local IT service desk what is hard for you to use.',
    ],
    privacyTitle: 'Privacy',
    privacy: {
      personal: [
        'On this computer it keeps: what is needed to continue your session after a restart, in the keychain of your computer account, until you lock or log out; when your session began and when it ends, with nothing that could log anybody in; the role that you worked in last; your settings.',
        'What you have typed and not sent is kept in memory alone, for you alone, until your session ends.',
      ],
      shared: [
        'This computer is shared: it keeps nothing of your session once it has ended, but for the record below. What you choose in the settings ends with your session, too.',
        'What you have typed is not kept.',
      ],
    },
    privacyOfBoth: [
      'A record of log-ins and actions, with your user ID, role and organisation, and without names and without anything about patients: for as long as your organisation has set. Your organisation can read it; “My activity” shows you your own lines.',
      'A log for support, without names, user IDs and secrets.',
      'Your password, passcode and smartcard PIN never reach CIS2 Desktop. It tells nobody how you use it.',
      'The full notice is docs/privacy.md, with the source code. Your organisation is the controller of these data: ask it, or its data protection officer, for what it holds about you.',
    ],
    safetyTitle: 'Safety',
    safetyContact: 'Tell somebody at once when CIS2 Desktop shows a wrong person, role or outcome:',
    localIt: 'Your local IT service desk',
    registrationAuthority: 'Your Registration Authority',
    noContact: 'Your organisation has not put its contact in here.',
    hazardLog: 'Hazard log',
    hazardLogVersion: 'None approved for this version. The design answers hazards HAZ-01 to HAZ-10.',
    licencesTitle: 'Licences',
    ownLicence: 'CIS2 Desktop itself is free software under the MIT licence. It is made with these parts:',
    licencesReading: 'Reading the licences.',
    licencesFailed:
      'The licences could not be read: part of this installation is missing. Ask your local IT service desk to install CIS2 Desktop again.',
    licenceOf: (name: string, version: string, licence: string) => `${name} ${version} (${licence})`,
  },
};
