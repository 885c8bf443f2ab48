#!/usr/bin/env bash
# Builds the app and deploys it, without azd: infra/publish.sh RESOURCE_GROUP FUNCTION_APP
set -euo pipefail
if [ $# -ne 2 ]; then
  echo "usage: infra/publish.sh RESOURCE_GROUP FUNCTION_APP" >&2
  exit 2
fi

cd "$(dirname "$0")/.."
attempts=10
seconds="${CSML_RETRY_SECONDS:-30}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

dotnet publish CsMl.Functions --nologo -c Release -o "$folder/app"
(cd "$folder/app" && zip -qr "$folder/csml.zip" .)

for attempt in $(seq "$attempts"); do
  if answer=$(az functionapp deployment source config-zip --resource-group "$1" --name "$2" --src "$folder/csml.zip" 2>&1); then
    echo "$answer"
    exit 0
  fi

  # New role assignments take up to some minutes to reach the storage account; any other refusal is final.
  if ! grep -qiE '\b403\b|forbidden|InaccessibleStorage' <<< "$answer"; then
    echo "$answer" >&2
    exit 1
  fi

  echo "Refused with 403: the app's roles have not reached the storage account yet ($attempt of $attempts); next try in $seconds seconds."
  sleep "$seconds"
done

echo "$answer" >&2
echo "Refused on every try. Look whether the app's identity has its roles on the storage account, and run this again." >&2
exit 1
