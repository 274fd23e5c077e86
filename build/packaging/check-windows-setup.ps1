# For the release workflow, as an administrator, after the MSI is gone again: setup.exe as a whole, silently. Not run on a machine
# of the project yet.
param([Parameter(Mandatory)][string]$Folder)
. "$PSScriptRoot\windows-checks.ps1"
$setup = (Get-ChildItem $Folder -Filter *-setup.exe | Select-Object -First 1).FullName
$uninstall = "$programFolder\Uninstall CIS2 Desktop.exe"
$given = "/ISSUER=$issuer", '/CLIENTID=synthetic', '/PROFILE=shared'

Confirm-That (@(Get-Installed).Count -eq 0) 'nothing of it was installed before'
Confirm-That ((Invoke-Installer $setup '/S', '/allusers', "/ISSUER=$issuer") -eq 1603) 'setup.exe refuses half a provider'
Confirm-That ((Invoke-Installer $setup '/S', '/allusers', '/PROFILE=share') -eq 1603) 'setup.exe refuses a misspelt profile'
Confirm-That (-not (Test-Path $app) -and -not (Test-Path "$policy\provider") -and @(Get-Installed).Count -eq 0) 'a refused setup.exe has written nothing'

Confirm-That ((Invoke-Installer $setup (@('/S', '/allusers') + $given)) -eq 0) 'setup.exe installs silently'
Confirm-That ((Test-Path $app) -and @(Get-Installed).Count -eq 1) 'the app is in Program Files'
Confirm-That (Test-Configured) 'the settings are machine policy'
node "$PSScriptRoot\check-start.ts" $app
Confirm-That ($LASTEXITCODE -eq 0) 'the installed app starts, checks and ends'
Confirm-That (@(Get-OtherWriter $data).Count -eq 0) 'only administrators and the system write to the policy folder'
Confirm-That (@(Get-OtherWriter $programFolder).Count -eq 0) 'only administrators and the system write to the folder of the app'
Confirm-That (Test-Path $eventSource) 'the event source is registered'
Confirm-That ((Get-AuthenticodeSignature $uninstall).Status -eq 'Valid') 'the uninstaller is signed'

Confirm-That ((Invoke-Installer $setup '/S', '/allusers') -eq 0) 'setup.exe installs over itself, without properties'
Confirm-That (Test-Configured) 'the settings outlive an upgrade'

Confirm-That ((Invoke-Installer $uninstall '/S', '/allusers') -eq 0) 'the uninstaller starts silently'
# It goes on from a copy of itself, and takes its entry away last.
$limit = (Get-Date).AddMinutes(5)
while (@(Get-Installed).Count -gt 0 -and (Get-Date) -lt $limit) { Start-Sleep -Seconds 1 }
Confirm-That (@(Get-Installed).Count -eq 0 -and -not (Test-Path $app)) 'the app is gone'
Confirm-That (-not (Test-Path "$policy\provider") -and -not (Test-Path "$policy\session") -and -not (Test-Path $installer)) 'the policy that setup.exe wrote is gone'
Confirm-That (-not (Test-Path $eventSource)) 'the event source is gone'
