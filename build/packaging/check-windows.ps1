# For the release workflow, as an administrator: signatures, a silent installation with every property, what it left, a silent
# removal, what it did not leave. Not run on a machine of the project yet.
param([Parameter(Mandatory)][string]$Folder)
$ErrorActionPreference = 'Stop'
function Confirm-That([bool]$Holds, [string]$What) {
  if (-not $Holds) { throw "Not so: $What" }
  Write-Output "ok  $What"
}

$msi = (Get-ChildItem $Folder -Filter *.msi | Select-Object -First 1).FullName
$signed = @($msi) + (Get-ChildItem $Folder -Filter *-setup.exe).FullName + (Get-ChildItem "$Folder\win-unpacked" -Recurse -Include *.exe, *.dll, *.node).FullName
foreach ($file in $signed) { Confirm-That ((Get-AuthenticodeSignature $file).Status -eq 'Valid') "signed: $file" }

function Invoke-Msi([string[]]$Arguments) {
  $ran = Start-Process msiexec.exe -ArgumentList $Arguments -Wait -PassThru
  Confirm-That ($ran.ExitCode -eq 0) "msiexec $Arguments"
}
$policy = 'HKLM:\SOFTWARE\Policies\CIS2 Desktop'
$app = "$env:ProgramFiles\CIS2 Desktop\CIS2 Desktop.exe"
$data = "$env:ProgramData\CIS2 Desktop"

Invoke-Msi '/i', "`"$msi`"", '/qn', '/norestart', 'ISSUER=https://login.example.test', 'CLIENTID=synthetic', 'PROFILE=shared'
Confirm-That (Test-Path $app) 'the app is in Program Files'
Confirm-That ((Get-ItemPropertyValue "$policy\provider" issuer) -eq 'https://login.example.test') 'the issuer is machine policy'
Confirm-That ((Get-ItemPropertyValue "$policy\session" profile) -eq 'shared') 'the profile is machine policy'
$writers = (Get-Acl $data).Access | Where-Object { $_.FileSystemRights -match 'Write|Modify|FullControl' } | ForEach-Object { $_.IdentityReference.Translate([Security.Principal.SecurityIdentifier]).Value }
Confirm-That (-not ($writers | Where-Object { $_ -notin 'S-1-5-18', 'S-1-5-32-544' })) 'only administrators and the system write to the policy folder'
Confirm-That ([Diagnostics.EventLog]::SourceExists('CIS2 Desktop')) 'the event source is registered'

Invoke-Msi '/i', "`"$msi`"", '/qn', '/norestart', 'REINSTALL=ALL', 'REINSTALLMODE=vomus'
Confirm-That ((Get-ItemPropertyValue "$policy\provider" clientId) -eq 'synthetic') 'what was configured outlives a repair without properties'

Invoke-Msi '/x', "`"$msi`"", '/qn', '/norestart'
Confirm-That (-not (Test-Path $app)) 'the app is gone'
Confirm-That (-not (Test-Path "$policy\provider")) 'the policy that it wrote is gone'
Confirm-That (-not (Test-Path 'HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\CIS2 Desktop')) 'the event source is gone'
