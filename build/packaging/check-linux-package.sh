#!/usr/bin/env bash
# For the release workflow, as root on a system that may be spoilt: installs a package, looks, starts it as an ordinary user,
# removes it, looks again. Tried with a deb made by hand that has our scripts and a program of ours in Electron's place; not yet
# with a package.
#
#   check-linux-package.sh deb|rpm FOLDER USER
here=$(cd "$(dirname "$0")" && pwd)
. "$here/confirm.sh"
kind=$1 folder=$2 user=$3
# sudo forgets the Node of the workflow.
node=${NODE:-node}
package=$(one "$folder"/*."$kind")

case $kind in
  deb) install=(apt-get install --yes) remove=(apt-get remove --yes) ;;
  rpm) install=(dnf install --assumeyes) remove=(dnf remove --assumeyes) ;;
  *) echo "Nobody installs a $kind." >&2 && exit 1 ;;
esac
app='/opt/CIS2 Desktop'
link=/usr/bin/cis2-desktop
policy=/etc/cis2-desktop
profile=/etc/apparmor.d/cis2-desktop
as_user() { runuser -u "$user" -- env HOME="$(getent passwd "$user" | cut -d: -f6)" "$@"; }

confirm 'it starts as somebody who is not root' test "$(id -u "$user")" -ne 0
confirm 'nothing of it was there before' gone "$app" "$link" "$policy" "$profile"

"${install[@]}" "$package"
confirm 'the link leads to the app' test "$(readlink "$link")" = "$app/cis2-desktop"
confirm 'only root can write to the app, and nothing in it gets the rights of root' \
  none find "$app" ! -type l '(' ! -user root -o -perm /6022 ')'
confirm 'only root can write to the policy folder' none find "$policy" '(' ! -user root -o -perm /022 ')'
confirm 'the installed app starts, checks and ends, with its sandbox' \
  as_user xvfb-run --auto-servernum "$node" "$here/check-start.ts" "$link"

echo '{}' > "$policy/policy.d/synthetic.json"
"${remove[@]}" cis2-desktop
confirm 'the app, its link and its AppArmor profile are gone' gone "$app" "$link" "$profile"
confirm 'the policy of an administrator stayed' test -f "$policy/policy.d/synthetic.json"
rm -r "$policy"
