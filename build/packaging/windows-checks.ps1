# Dot-sourced by the checks of the release workflow on Windows, which run as an administrator of a computer that may be spoilt.
# Not run on a machine of the project yet.
$ErrorActionPreference = 'Stop'
$policy = 'HKLM:\SOFTWARE\Policies\CIS2 Desktop'
$installer = 'HKLM:\SOFTWARE\CIS2 Desktop'
$eventSource = 'HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\CIS2 Desktop'
$programFolder = "$env:ProgramFiles\CIS2 Desktop"
$app = "$programFolder\CIS2 Desktop.exe"
$data = "$env:ProgramData\CIS2 Desktop"
$issuer = 'https://login.example.test/realms/cis2'
$version = (Get-Content "$PSScriptRoot\..\..\package.json" -Raw | ConvertFrom-Json).version

# Says that it is so, or ends the check. test/packaging/not-covered.ts names these words as proof.
function Confirm-That([bool]$Holds, [string]$What) {
  if (-not $Holds) { throw "Not so: $What" }
  Write-Output "ok  $What"
}

# The exit code of an installer; one that hangs is ended.
function Invoke-Installer([string]$Program, [string[]]$Arguments) {
  $ran = Start-Process $Program -ArgumentList $Arguments -PassThru
  $null = $ran.Handle # without it PowerShell forgets the exit code
  if (-not $ran.WaitForExit(600000)) {
    $ran.Kill()
    throw "It hangs: $Program $Arguments"
  }
  $ran.ExitCode
}

# What Windows lists as installed, of either installer.
function Get-Installed {
  Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\*' | Where-Object { $_.PSObject.Properties['DisplayName'] -and $_.DisplayName -like 'CIS2 Desktop*' }
}

# What the checks hand to an installer stands where Group Policy would have put it.
function Test-Configured {
  $provider = Get-ItemProperty "$policy\provider"
  $isProvider = $provider.issuer -eq $issuer -and $provider.clientId -eq 'synthetic' -and $provider.topology -eq 'gateway'
  $isProvider -and (Get-ItemPropertyValue "$policy\session" profile) -eq 'shared'
}

# Whoever else may write: their identities, as names that no language of Windows changes.
function Get-OtherWriter([string]$Path) {
  $trusted = 'S-1-5-18', 'S-1-5-32-544', 'S-1-3-0', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'
  (Get-Acl $Path).Access |
    Where-Object { $_.AccessControlType -eq 'Allow' -and $_.FileSystemRights -match 'Write|Modify|FullControl|Delete|ChangePermissions|TakeOwnership' } |
    ForEach-Object { $_.IdentityReference.Translate([Security.Principal.SecurityIdentifier]).Value } |
    Where-Object { $_ -notin $trusted }
}

# An account with no rights of its own, to try what the access rights promise. Its password lives as long as this process.
function New-OrdinaryUser {
  $characters = [char[]]'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  $password = ConvertTo-SecureString "Aa1!$(-join (1..24 | ForEach-Object { Get-SecureRandom -InputObject $characters }))" -AsPlainText -Force
  $null = New-LocalUser synthetic -Password $password
  Add-LocalGroupMember -SID 'S-1-5-32-545' -Member synthetic
  [pscredential]::new('synthetic', $password)
}

# By Windows PowerShell, as the app has it (main/shell/os-log.ts). Returns the exit code.
function Invoke-AsOrdinaryUser([pscredential]$User, [string]$Command) {
  $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("`$ErrorActionPreference = 'Stop'; $Command"))
  $ran = Start-Process "$env:SystemRoot\System32\WindowsPowerShell\v1.0\powershell.exe" -Credential $User -LoadUserProfile -WorkingDirectory "$env:SystemRoot\Temp" -PassThru -ArgumentList '-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', $encoded
  $null = $ran.Handle
  if (-not $ran.WaitForExit(120000)) {
    $ran.Kill()
    throw "It hangs: $Command"
  }
  $ran.ExitCode
}
