#!/bin/sh
# After the files are in place. No program gets a set-user-id bit: a kernel without user namespaces is not supported, rather than
# given a helper that runs as root.
set -e

ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'
chmod 0755 '/opt/${sanitizedProductName}/chrome-sandbox'

# Where machine policy goes; only root may write there.
install -d -m 0755 -o root -g root '/etc/${executable}' '/etc/${executable}/policy.d'

if command -v update-desktop-database >/dev/null 2>&1; then
  update-desktop-database -q /usr/share/applications || true
fi

# Ubuntu 24.04 and later let a program make user namespaces only by a profile of AppArmor. An older AppArmor cannot read the
# profile and needs none.
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
if [ -f "$profile" ] && command -v apparmor_parser >/dev/null 2>&1 && [ -d /etc/apparmor.d ]; then
  if apparmor_parser --skip-kernel-load --skip-cache "$profile" >/dev/null 2>&1; then
    install -m 0644 "$profile" '/etc/apparmor.d/${executable}'
    if [ -d /sys/kernel/security/apparmor ]; then
      apparmor_parser --replace '/etc/apparmor.d/${executable}' || true
    fi
  fi
fi
