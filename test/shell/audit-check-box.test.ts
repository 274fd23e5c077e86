import { expect, test, vi } from 'vitest';
import { auditCheckBox } from '../../main/shell/audit-check-box.ts';
import { checkAuditId, menuTemplate } from '../../main/shell/menu.ts';

test('issue 5 line 7: the menu has the check on each system and each profile, and it is always offered', () => {
  for (const platform of ['win32', 'darwin', 'linux']) {
    for (const profile of ['personal', 'shared'] as const) {
      const checkAudit = vi.fn();
      const settings = {
        platform,
        packaged: true,
        profile,
        lockShortcut: () => 'Alt+L',
        openPage() {},
        lock() {},
        logOut() {},
        checkAudit,
      };
      const items = menuTemplate(settings).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
      const item = items.find(({ id }) => id === checkAuditId);
      expect(item).toMatchObject({ label: 'Check the audit record' });
      expect(item?.enabled).toBeUndefined();
      const click = item?.click as (() => void) | undefined;
      click?.();
      expect(checkAudit).toHaveBeenCalledOnce();
    }
  }
});

test('issue 5 line 7: what it shows is no more than the check has proved', () => {
  const whole = auditCheckBox({ kind: 'whole', lines: 12, healed: 1 });
  expect(whole).toMatchObject({ type: 'info', message: expect.stringContaining('is whole: 12 lines') as string });
  expect(whole.detail).toMatch(/cut off once[\s\S]*missing at the end/);
  expect(auditCheckBox({ kind: 'whole', lines: 1, healed: 0 }).message).toContain('1 line follows');
  expect(auditCheckBox({ kind: 'broken', file: 'audit.jsonl', line: 7, why: 'notALine' })).toMatchObject({
    type: 'error',
    message: expect.stringContaining('Line 7 of audit.jsonl') as string,
  });
  expect(auditCheckBox({ kind: 'unreadable' })).toMatchObject({ type: 'error' });
});
