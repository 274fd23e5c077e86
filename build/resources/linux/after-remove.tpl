#!/bin/sh
# After the files are gone. deb and rpm both call this during an upgrade as well, where everything must stay.
set -e
case "$1" in
  upgrade | failed-upgrade | abort-install | abort-upgrade | disappear) exit 0 ;;
  [1-9]*) exit 0 ;; # rpm: so many versions are still installed
esac

rm -f '/usr/bin/${executable}'
if [ -f '/etc/apparmor.d/${executable}' ]; then
  if [ -d /sys/kernel/security/apparmor ] && command -v apparmor_parser >/dev/null 2>&1; then
    apparmor_parser --remove '/etc/apparmor.d/${executable}' || true
  fi
  rm -f '/etc/apparmor.d/${executable}'
fi

# Only where they are empty: an administrator's policy stays.
rmdir '/etc/${executable}/policy.d' '/etc/${executable}' 2>/dev/null || true
