#!/bin/sh
# Waits, after the first provisioning only, until the new role assignments can be relied on.
set -eu
if [ "${CSML_ROLES_ASSIGNED:-}" = "true" ]; then
  exit 0
fi

seconds="${CSML_ROLE_WAIT_SECONDS:-120}"
echo "The app's roles are new and take a while to reach the storage account: waiting $seconds seconds."
echo "If the deployment is refused with 403 all the same, nothing is broken: wait, and run 'azd deploy'."
sleep "$seconds"
azd env set CSML_ROLES_ASSIGNED true
