# Waits, after the first provisioning only, until the new role assignments can be relied on.
$ErrorActionPreference = 'Stop'
if ($env:CSML_ROLES_ASSIGNED -eq 'true') {
    exit 0
}

$seconds = if ($env:CSML_ROLE_WAIT_SECONDS) { [int]$env:CSML_ROLE_WAIT_SECONDS } else { 120 }
Write-Output "The app's roles are new and take a while to reach the storage account: waiting $seconds seconds."
Write-Output "If the deployment is refused with 403 all the same, nothing is broken: wait, and run 'azd deploy'."
Start-Sleep -Seconds $seconds
azd env set CSML_ROLES_ASSIGNED true
