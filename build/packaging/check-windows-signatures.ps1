# For the release workflow: whatever Windows runs or loads of ours is signed, also inside the installers, which pack this folder.
# Not run on a machine of the project yet.
param([Parameter(Mandatory)][string]$Folder)
. "$PSScriptRoot\windows-checks.ps1"

$installers = @(Get-ChildItem "$Folder\*" -Include '*.msi', '*-setup.exe')
Confirm-That ($installers.Count -eq 2) 'there are two installers'
$programs = @(Get-ChildItem "$Folder\win-unpacked" -Recurse -Include '*.exe', '*.dll', '*.node')
Confirm-That (@($programs | Where-Object Name -eq 'keytar.node').Count -eq 1) 'there is one native file'
$unsigned = @($installers + $programs | Where-Object { (Get-AuthenticodeSignature $_.FullName).Status -ne 'Valid' })
foreach ($file in $unsigned) { Write-Output "not signed: $($file.FullName)" }
Confirm-That ($unsigned.Count -eq 0) 'the installers and every program and library are signed'
