import { policyKeys, wholeSections, type PolicyKey } from '../../main/policy/keys.ts';
import { linuxActionsFile, macActionsFile, windowsActionsFile } from '../../main/policy/sources/actions-file.ts';
import { linuxFolder } from '../../main/policy/sources/linux.ts';
import { managedPreferencesOf } from '../../main/policy/sources/macos.ts';
import { registryType } from '../../main/policy/sources/registry-output.ts';
import { registryKey } from '../../main/policy/sources/windows.ts';
import type { Shape } from '../../main/policy/shape.ts';

/** docs/admin/policy.md: what an administrator has to know of policy, and every key of it. */
export function policyPage(): string {
  const sections = [...new Set(policyKeys.map(({ key }) => (key.includes('.') ? (key.split('.')[0] ?? '') : '')))];
  const tables = sections.map((section) => {
    const keys = policyKeys.filter(({ key }) => (key.includes('.') ? key.split('.')[0] === section : section === ''));
    const whole = wholeSections.some((one) => one === section) ? '\n\nTaken whole from one source.' : '';
    const rows = keys.map(row).join('\n');
    return `### ${section === '' ? 'At the top' : `\`${section}\``}${whole}

| Key | What it says | Values | Default | Kind | Refused at a start | Counts | As a user policy | Registry |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows}`;
  });
  return `${introduction()}
## Every key

${tables.join('\n\n')}
`;
}

function row(key: PolicyKey): string {
  const { description, shape, kind, critical, applies, user } = key;
  const counts = { now: 'at once', logOut: 'after log-out', restart: 'after a restart' }[applies];
  const ofUser = user === undefined ? 'no' : user === 'own' ? 'yes' : 'only stricter';
  const cells = [
    `\`${key.key}\``,
    description,
    valuesOf(shape),
    defaultOf(key),
    critical ? `${kind}, critical` : kind,
    refusedAnswer(key),
    counts,
    ofUser,
    registryType(shape) ?? 'none: a file',
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function refusedAnswer({ ifRefused }: PolicyKey): string {
  switch (ifRefused) {
    case 'next':
      return 'the next source, or the default';
    case 'default':
      return 'the default';
    case 'noActions':
      return 'no actions';
    case 'blocked':
      return 'nobody logs in';
    default:
      return `\`${JSON.stringify(ifRefused.strictest)}\``;
  }
}

function defaultOf({ key, critical, default: own, required }: PolicyKey): string {
  if (key === 'session.idleMinutes') return '15; shared: 5';
  if (key === 'session.absoluteHours') return '12; shared: 8';
  if (critical && required && own === undefined) return 'none: must be set';
  return own === undefined || own === null ? '' : `\`${JSON.stringify(own)}\``;
}

function valuesOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      if (shape.pattern !== undefined) return `text like \`${shape.pattern}\``;
      return shape.url ? 'an address' : `text, up to ${shape.maxLength ?? 1000} characters`;
    case 'choice':
      return shape.options.map((option) => `\`${option}\``).join(', ');
    case 'number':
      return `${shape.min ?? 0} to ${shape.max ?? 'any'}`;
    case 'switch':
      return 'true, false';
    case 'list':
      return `a list: ${valuesOf(shape.item)}`;
    case 'catalogue':
      return 'see [docs/actions.md](../actions.md)';
  }
}

function introduction(): string {
  return `# Policy

Written by \`npm run policy:generate\` from \`main/policy\`; do not edit. A test fails while this page, the templates in \`build/policy/\` and the app say different things.

## Where it is read

| System | Policy, the strongest first | Actions | Template |
| --- | --- | --- | --- |
| Windows | \`HKLM\\${registryKey}\`, then \`HKCU\\${registryKey}\`; 64-bit view | \`${windowsActionsFile('C:\\ProgramData')}\` | \`CIS2Desktop.admx\`, \`en-GB/CIS2Desktop.adml\` |
| macOS | \`${managedPreferencesOf(undefined)}\`, then the same below the folder of the user | \`${macActionsFile}\` | \`cis2-desktop.mobileconfig\` |
| Linux | \`${linuxFolder}/policy.d/*.json\`, the last by name first; then \`${linuxFolder}/policy.json\` | \`${linuxActionsFile}\` | \`policy.sample.json\`, \`policy.schema.json\` |

A group of keys (\`session\`) is a key of the registry below ours, a dictionary in a profile, an object in JSON. On macOS only what a device management forces counts, not what somebody set for themselves. In the registry, letters outside ASCII are written as \`\\u0175\` in words for people; anywhere else they are refused.

The app runs \`C:\\Windows\\System32\\reg.exe\` and \`/usr/bin/plutil\` to read what is not JSON: by their whole path, with fixed arguments, without a shell. Neither has been tried on its system yet; the tests have samples after the makers' documentation.

**Folders of Windows.** \`%SystemRoot%\`, \`%ProgramData%\` and \`%ProgramFiles%\` are not looked at: whoever starts a program can set them. The app asks the kernel which folder Windows was started from (so \`D:\\Windows\` works), and takes \`ProgramData\`, \`Program Files\` and \`Program Files (x86)\` at the top of that drive, under these names. Where the kernel's answer cannot be had, it takes \`C:\\Windows\`; where the answer is no folder at the top of a drive, or has no \`reg.exe\`, policy cannot be read and nobody can log in (\`POLICY_UNREADABLE\`). A ProgramData or Program Files that was moved somewhere else is not found: put \`actions.json\` below \`ProgramData\` on the drive of Windows, with the access list named below, and name a browser by its path.

## Which value counts

- \`provider\`, \`assurance\` and \`actions\` are taken whole from the strongest source that has anything of them. Every other key is taken singly.
- The computer's policy beats a user's. A user's (HKCU, the user's managed preferences) may make bounded keys and floors stricter than the default and set what people may choose for themselves, and nothing else; where the computer's has a value, the user's is not looked at.
- **bounded**: any value within a range that is part of the program. **floor**: only stricter than the default. **choice**: one of several. **locator**: where something is. **whole**: taken as one.
- No policy goes beyond the ranges: an idle limit of at most 15 minutes (shared: 10), a session of at most 12 hours, identity level 3, authentication level 2, a step-up of at most 15 minutes ago.
- A computer without readable policy counts as shared, and nobody can log in.

## What is refused, and what happens then

| What is found | Answer |
| --- | --- |
| A key that this version does not know | Told, and passed over |
| A value of the wrong type or out of range, while the app runs | That key is refused and told. What its source said there before still holds, and nobody is logged out |
| The same at a start, or of a key that its source had not set | The column "Refused at a start" of the tables has the answer, and it is told. See below |
| A group of keys that is none (\`"session": 5\`) | The same for each key of the group |
| A user's value that is refused | Told, and passed over: it could only have been stricter |
| A critical key that is refused (\`provider.*\`, \`session.profile\`) | Nobody can log in (\`POLICY_INVALID\`); no other source stands in. A session that is there ends |
| A critical key that was there and is gone | The same; without a provider the code is \`POLICY_MISSING\`. Without a profile the computer is shared from then on |
| A source that is there and cannot be read, at the start | Nobody can log in (\`POLICY_UNREADABLE\`, \`POLICY_MALFORMED\`, \`POLICY_UNTRUSTED\`): it may forbid what others allow. A user's is told and passed over |
| The same, while the app runs | What it said before still holds, and that is told |
| A file that is not JSON | \`POLICY_MALFORMED\` |
| A file or its folder that is not root's, or that others may write; Windows: see below | \`POLICY_UNTRUSTED\` |
| A link, a pipe, a folder or a socket in its place | \`POLICY_UNTRUSTED\`; it is not followed |
| A file of more than 1 MB | \`POLICY_UNTRUSTED\` |
| A file that vanishes | It is gone: what it said does not hold any more. To replace one, write another beside it and rename it |
| Actions that cannot be read or are not right, at a start | No actions; log-in goes on |
| The same, while the app runs | What the file said before still holds |

**A mistake never makes a policy laxer than it may have been meant.** A single wrong letter in a list of allowed roles is not a policy without a list. What holds instead is, in this order:

1. While the app runs, what the same source said there before. A key that was taken out is forgotten.
2. The strictest value, where the table names one: a session that counts input to this app alone, a computer's lock that locks the app, a private window, the longest that audit records may be kept (what was deleted does not come back). A private window that no browser is named for lets nobody log in.
3. Where the strictest is not known, nobody logs in (\`POLICY_INVALID\`, and the key): \`assurance\`, allowed roles and organisations, \`minimumVersion\`. Another source does not stand in. If such a key comes up wrongly while the app runs, whoever is logged in goes on under what held before, and nobody else logs in.
4. Without a list of origins that can be believed (\`apiOrigins\`) nothing can be sent: there are no actions, and log-in goes on.
5. A limit (\`session.idleMinutes\`, \`session.absoluteHours\`) is the default, or what a weaker source says if that is stricter. The default lies within the safe range, and it may be longer than what was meant: the shortest, one minute, would keep everybody from working because of a slip. Look at what is told after each change.

The other keys (words, addresses for help, the look, the browser, the audit's forwarding) have no stricter side: the next source or the default counts.

"Managed by your organisation" in the app shows every value, where it came from, and what was refused. The log has the same as \`POLICY_REFUSED\` and \`POLICY_NOT_IN_FORCE\`, without values.

**The file of actions on Windows.** Files there have no root. It must be a regular file and no link, in a folder that is no link, and it is refused when the person who runs the app could write it or make a file in its folder: both are tried each time it is read. Only a refusal for want of the right counts. While another program has the file locked it is unreadable (\`POLICY_UNREADABLE\`, and what it said before still holds); with the read-only attribute it is refused (\`POLICY_UNTRUSTED\`), since that hides who may write: take the attribute away. Who else could write is not checked, and neither is who owns it: make the folder with an access list that lets only administrators write before anybody else can make it, and look at its owner (\`dir /q\`). A person who has administrator's rights in effect while they run the app gets no actions.

## When a change counts

Files are watched; everything is read again every 5 minutes and when the computer wakes. The column "Counts" of the tables says when a change is in force:

- **at once**: limits, assurance, roles and actions. For whoever is logged in, the stricter of before and now holds. A limit that is past already leaves 60 seconds.
- **after log-out**: as soon as nobody is logged in and the reason of the last end has been read. A change of \`provider.*\` or \`session.profile\` ends a session at once, with the reason "policy".
- **after a restart**: until then the view says that the value waits.

\`minimumVersion\`: an older version lets nobody log in (\`APP_TOO_OLD\`). Whoever is logged in goes on until their session ends.

A developer's build reads the file that \`CIS2_DESKTOP_POLICY_FILE\` names and nothing else; there one wrong key refuses the whole file. A packaged build never looks at it.

`;
}
