#!/usr/bin/env bash
# For the release workflow: check-linux-package.sh in a container of a relative of RHEL, which has dnf and nothing of ours. The
# container may make user namespaces, or Chromium would have no sandbox in it; so must the computer around it.
#
# Not run on a machine of the project yet.
#
#   check-rpm.sh FOLDER      FOLDER as it is named from the top of the project
here=$(cd "$(dirname "$0")" && pwd)
root=$(realpath "$here/../..")
# check-linux-package.sh needs these; all others must come by the rpm's own dependencies.
needs='findutils shadow-utils util-linux xorg-x11-server-Xvfb'
exec docker run --rm --shm-size 1g --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
  --volume "$root:/project:ro" --volume "$(command -v node):/usr/local/bin/node:ro" --workdir /project almalinux:9 \
  bash -c "dnf install --assumeyes $needs && useradd synthetic && build/packaging/check-linux-package.sh rpm '$1' synthetic"
