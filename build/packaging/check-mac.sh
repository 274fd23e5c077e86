#!/usr/bin/env bash
# For the release workflow, on a Mac that may be spoilt: signatures, notarisation, the archive's hash, then the app out of the DMG
# and as the PKG installs it. Not run on a machine of the project yet.
#
#   check-mac.sh FOLDER
here=$(cd "$(dirname "$0")" && pwd)
. "$here/confirm.sh"
name='CIS2 Desktop.app'
program='Contents/MacOS/CIS2 Desktop'
app="$1/mac-universal/$name"
pkg=$(one "$1"/*.pkg)
dmg=$(one "$1"/*.dmg)
installed="/Applications/$name"

# `codesign --deep` takes a native file outside of the folders for code as mere data.
native_files_signed() {
  local file count=0
  while IFS= read -r -d '' file; do
    codesign --verify --strict "$file" || return 1
    count=$((count + 1))
  done < <(find "$app" -name '*.node' -print0)
  [ "$count" -eq 2 ]
}
confirm 'the app and the code in it are signed' codesign --verify --deep --strict "$app"
confirm 'both native files are signed' native_files_signed
confirm 'Gatekeeper takes the app' spctl --assess --type execute "$app"
confirm 'the app is notarised' xcrun stapler validate "$app"
confirm 'the PKG is signed' pkgutil --check-signature "$pkg"
confirm 'both kinds of Mac are in the program' lipo "$app/$program" -verify_arch x86_64 arm64
confirm 'Info.plist has the hash of the archive' node "$here/check-asar-integrity.ts" "$app"
confirm 'the app with a changed archive does not start' \
  node "$here/check-changed-archive.ts" "$1/mac-universal" "$name/$program" "$name/Contents/Resources/app.asar"

volume=$(mktemp -d)
hdiutil attach -quiet -nobrowse -readonly -mountpoint "$volume" "$dmg"
confirm 'the app in the DMG is signed' codesign --verify --deep --strict "$volume/$name"
confirm 'the app in the DMG starts, checks and ends' node "$here/check-start.ts" "$volume/$name/$program"
hdiutil detach -quiet "$volume"

confirm 'nothing of it was installed before' gone "$installed"
sudo installer -pkg "$pkg" -target /
confirm 'only root can write to the installed app' none find "$installed" ! -type l '(' ! -user root -o -perm +6022 ')'
confirm 'the installed app starts, checks and ends' node "$here/check-start.ts" "$installed/$program"
# As docs/admin/install.md says it.
sudo rm -rf "$installed"
sudo pkgutil --forget uk.cis2desktop.app
confirm 'the installed app is gone' gone "$installed"
confirm 'the receipt is gone' none pkgutil '--pkgs=uk\.cis2desktop\..*'
