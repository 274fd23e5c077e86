#!/usr/bin/env bash
# For the release workflow, as an ordinary user of a system that lets every program make user namespaces: starts the AppImage.
# Unpacked first, since that needs no FUSE. Not run on a machine of the project yet.
#
#   check-appimage.sh FOLDER
here=$(cd "$(dirname "$0")" && pwd)
. "$here/confirm.sh"
image=$(one "$1"/*.AppImage)
chmod +x "$image"
confirm 'the AppImage starts, checks and ends, with its sandbox' \
  xvfb-run --auto-servernum node "$here/check-start.ts" "$image" --appimage-extract-and-run
