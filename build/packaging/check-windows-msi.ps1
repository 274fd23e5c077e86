# For the release workflow, as an administrator: refusals, an older version and an upgrade over it, the app's start, rights, event
# source, repair, removal. Not run on a machine of the project yet.
param([Parameter(Mandatory)][string]$Folder, [Parameter(Mandatory)][string]$OlderFolder)
. "$PSScriptRoot\windows-checks.ps1"
$msi = (Get-ChildItem $Folder -Filter *.msi | Select-Object -First 1).FullName
$older = (Get-ChildItem $OlderFolder -Filter *.msi | Select-Object -First 1).FullName
function Invoke-Msi([string]$Do, [string]$File, [string[]]$Properties = @()) {
  Invoke-Installer msiexec.exe (@($Do, "`"$File`"", '/qn', '/norestart') + $Properties)
}
$given = "ISSUER=$issuer", 'CLIENTID=synthetic', 'PROFILE=shared'

Confirm-That (@(Get-Installed).Count -eq 0) 'nothing of it was installed before'
Confirm-That ((Invoke-Msi /i $msi "ISSUER=$issuer") -eq 1603) 'the MSI refuses half a provider'
Confirm-That ((Invoke-Msi /i $msi 'PROFILE=share') -eq 1603) 'the MSI refuses a misspelt profile'
Confirm-That (-not (Test-Path $app) -and -not (Test-Path "$policy\provider")) 'a refused MSI has written nothing'

Confirm-That ((Invoke-Msi /i $older $given) -eq 0) 'the older MSI installs'
$before = @(Get-Installed)
Confirm-That ($before.Count -eq 1) 'the older version is installed'
Set-Content "$data\synthetic.json" '{}'
Confirm-That ((Invoke-Msi /i $msi) -eq 0) 'the MSI installs over an older version, without properties'
$after = @(Get-Installed)
Confirm-That ($after.Count -eq 1 -and $after[0].DisplayVersion -like "$version*" -and $after[0].PSChildName -ne $before[0].PSChildName) 'one product is left after the upgrade, the newer'
Confirm-That (Test-Configured) 'the settings outlive an upgrade'
Confirm-That (Test-Path "$data\synthetic.json") 'a file of an administrator outlives the upgrade'
Confirm-That ((Invoke-Msi /i $older) -ne 0) 'an older version is not put over a newer'
Confirm-That (@(Get-Installed)[0].PSChildName -eq $after[0].PSChildName) 'the newer version is still the one'

Confirm-That (Test-Path $app) 'the app is in Program Files'
node "$PSScriptRoot\check-start.ts" $app
Confirm-That ($LASTEXITCODE -eq 0) 'the installed app starts, checks and ends'
Confirm-That (@(Get-OtherWriter $data).Count -eq 0) 'only administrators and the system write to the policy folder'
Confirm-That (@(Get-OtherWriter $programFolder).Count -eq 0) 'only administrators and the system write to the folder of the app'
Confirm-That (@(Get-OtherWriter "$programFolder\resources\app.asar.unpacked").Count -eq 0) 'only administrators and the system write to the folder of the native file'

$user = New-OrdinaryUser
$line = "synthetic $([guid]::NewGuid())"
$write = "Write-EventLog -LogName Application -Source 'CIS2 Desktop' -EventId 1 -EntryType Information -Message '$line'"
Confirm-That ((Invoke-AsOrdinaryUser $user $write) -eq 0) 'an ordinary user writes under the event source'
$events = @(Get-WinEvent -LogName Application -MaxEvents 1000 | Where-Object { $_.ProviderName -eq 'CIS2 Desktop' -and $_.Message -like "*$line*" })
Confirm-That ($events.Count -eq 1) 'what the ordinary user wrote stands in the log'
Confirm-That ((Invoke-AsOrdinaryUser $user "Get-Content '$data\synthetic.json'") -eq 0) 'an ordinary user reads the policy folder'
function Test-Writable([string]$Place) {
  (Invoke-AsOrdinaryUser $user "Set-Content '$Place\by-user.txt' synthetic") -eq 0 -or (Test-Path "$Place\by-user.txt")
}
Confirm-That (Test-Writable $env:PUBLIC) 'the ordinary user can write where everybody can'
Confirm-That (-not (Test-Writable $programFolder) -and -not (Test-Writable "$programFolder\resources")) 'an ordinary user cannot write to the folder of the app'
Confirm-That (-not (Test-Writable $data)) 'an ordinary user cannot write to the policy folder'
Remove-LocalUser synthetic

Remove-Item $app
Confirm-That ((Invoke-Msi /i $msi 'REINSTALL=ALL', 'REINSTALLMODE=vomus') -eq 0) 'the MSI repairs'
Confirm-That (Test-Path $app) 'a repair brings back what was lost'
Confirm-That (Test-Configured) 'the settings outlive a repair'

Remove-Item "$data\synthetic.json"
Confirm-That ((Invoke-Msi /x $msi) -eq 0) 'the MSI is removed'
Confirm-That (@(Get-Installed).Count -eq 0 -and -not (Test-Path $app)) 'the app is gone'
Confirm-That (-not (Test-Path "$policy\provider") -and -not (Test-Path "$policy\session") -and -not (Test-Path $installer)) 'the policy that the MSI wrote is gone'
Confirm-That (-not (Test-Path $eventSource)) 'the event source is gone'
Confirm-That (-not (Test-Path $data)) 'the empty policy folder is gone'
