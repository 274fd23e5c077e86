import { readFileSync, writeFileSync } from 'node:fs';
import { components, conditions, directories, executeActions, properties } from './msi-parts.ts';

/** electron-builder calls this with its WiX project before WiX compiles it. */
export default function msiProjectCreated(file: string): void {
  writeFileSync(file, completeMsiProject(readFileSync(file, 'utf8')));
}

/**
 * Adds to electron-builder's definition what it has no key for: the properties of the command line, what they write, the folder
 * for policy, the event source.
 *
 * The project is text from a template that we know. Each place is looked for by the words before it and must be there exactly
 * once: after an update of electron-builder a changed template ends the build instead of making an MSI without these parts.
 */
export function completeMsiProject(project: string): string {
  const edits: readonly (readonly [place: string, before: string])[] = [
    ['<Directory Id="TARGETDIR" Name="SourceDir">', `${properties()}\n    ${conditions()}\n${executeActions()}\n    `],
    ['<!-- Start menu link -->', `${directories()}\n      `],
    ['</ComponentGroup>\n  </Product>', `${components()}\n    `],
  ];
  return edits.reduce((text, [place, before]) => {
    if (text.split(place).length !== 2) throw new Error(`The WiX project has changed: "${place}" is not there once.`);
    return text.replace(place, () => `${before}${place}`);
  }, withoutPerUser(project));
}

/** A leftover of the template, which a per-machine package must not offer: it counts where ALLUSERS is 2 (B33). */
function withoutPerUser(project: string): string {
  const leftover = '<Property Id="MSIINSTALLPERUSER" Secure="yes" Value="1"/>';
  if (project.split(leftover).length !== 2)
    throw new Error('The WiX project has changed: MSIINSTALLPERUSER is not there.');
  return project.replace(leftover, '');
}
