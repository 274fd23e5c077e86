import type { MessageBoxOptions } from 'electron';
import type { AuditCheck } from '../../preload/contract.ts';
import type { Language } from '../../preload/settings.ts';
import { auditCheckWords } from '../words/audit-check-words.ts';

/** What the menu's check of the audit record shows. It says no more than the check can prove. */
export function auditCheckBox(check: AuditCheck, language: Language): MessageBoxOptions {
  const words = auditCheckWords[language];
  const common = { title: words.title, buttons: [words.close], noLink: true };
  switch (check.kind) {
    case 'whole':
      return {
        ...common,
        type: 'info',
        message: words.whole(check.lines),
        detail: [...(check.healed > 0 ? [words.healed(check.healed)] : []), words.limits].join('\n\n'),
      };
    case 'broken':
      return { ...common, type: 'error', message: words.broken(check.file, check.line), detail: words.tellIt };
    case 'unreadable':
      return { ...common, type: 'error', message: words.unreadable, detail: words.tellIt };
  }
}
