; What electron-builder's installer runs beside its own steps. It does what build/packaging/msi-parts.ts does in the MSI; a test
; holds the two together. Compiled by itself, with Debian's makensis, and run under Wine; never run on Windows yet.

!define POLICY_KEY "SOFTWARE\Policies\CIS2 Desktop"
!define INSTALLER_KEY "SOFTWARE\CIS2 Desktop\Installer"
!define EVENT_SOURCE_KEY "SYSTEM\CurrentControlSet\Services\EventLog\Application\CIS2 Desktop"
!define POLICY_FOLDER "CIS2 Desktop"

; /ISSUER=... /CLIENTID=... /PROFILE=... in the parameters ($R0), or nothing. As for msiexec, an empty one counts as not given.
; Not by GetOptions: that ends a value at the next slash, and an issuer has several. Ours ends at a space or a closing quote.
!macro givenAs PROPERTY INTO
  StrCpy ${INTO} ""
  StrLen $R6 " /${PROPERTY}="
  StrLen $R7 " $R0"
  ${For} $R8 0 $R7
    StrCpy $R9 " $R0" $R6 $R8
    ${If} $R9 == " /${PROPERTY}="
      IntOp $R8 $R8 + $R6
      StrCpy ${INTO} " $R0" "" $R8
      ${ExitFor}
    ${EndIf}
  ${Next}
  StrCpy $R6 " "
  StrCpy $R9 ${INTO} 1
  ${If} $R9 == '"'
    StrCpy $R6 '"'
    StrCpy ${INTO} ${INTO} "" 1
  ${EndIf}
  StrLen $R7 ${INTO}
  ${For} $R8 0 $R7
    StrCpy $R9 ${INTO} 1 $R8
    ${If} $R9 == $R6
      StrCpy ${INTO} ${INTO} $R8
      ${ExitFor}
    ${EndIf}
  ${Next}
!macroend

; What will count after this installation: what is given now, or else what was given last time.
!macro willBe PROPERTY INTO
  !insertmacro givenAs "${PROPERTY}" ${INTO}
  ${If} ${INTO} == ""
    ReadRegStr ${INTO} HKLM "${INSTALLER_KEY}" "${PROPERTY}"
  ${EndIf}
!macroend

; The MSI's error, so that one rule of a deployment tool does for both. A silent installation shows no box.
!define REFUSED 1603
!macro refuse WORDS
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  SetErrorLevel ${REFUSED}
  Quit
!macroend

; Before anything is written or an old version removed. Half a provider would be refused by the app, hours later and on another
; desk than the one that typed it.
!macro customInit
  SetRegView 64
  ${GetParameters} $R0
  !insertmacro willBe "ISSUER" $R1
  !insertmacro willBe "CLIENTID" $R2
  !insertmacro willBe "PROFILE" $R3
  ${If} $R1$R2 != ""
    ${If} $R1 == ""
    ${OrIf} $R2 == ""
      !insertmacro refuse "ISSUER and CLIENTID go together."
    ${EndIf}
  ${EndIf}
  ${If} $R3 S!= ""
  ${AndIf} $R3 S!= "personal"
  ${AndIf} $R3 S!= "shared"
    !insertmacro refuse "PROFILE must be personal or shared."
  ${EndIf}
!macroend

; What is not given is left as it is, also by an upgrade.
!macro writePolicyOf PROPERTY SECTION VALUE_NAME
  !insertmacro givenAs "${PROPERTY}" $R1
  ${If} $R1 != ""
    WriteRegStr HKLM "${POLICY_KEY}\${SECTION}" "${VALUE_NAME}" "$R1"
    WriteRegStr HKLM "${INSTALLER_KEY}" "${PROPERTY}" "$R1"
    !if "${PROPERTY}" == "ISSUER"
      WriteRegStr HKLM "${POLICY_KEY}\provider" "topology" "gateway"
    !endif
  ${EndIf}
!macroend

; Taken away only where this installer wrote it.
!macro removePolicyOf PROPERTY SECTION VALUE_NAME
  ClearErrors
  ReadRegStr $R1 HKLM "${INSTALLER_KEY}" "${PROPERTY}"
  ${IfNot} ${Errors}
    DeleteRegValue HKLM "${POLICY_KEY}\${SECTION}" "${VALUE_NAME}"
    !if "${PROPERTY}" == "ISSUER"
      DeleteRegValue HKLM "${POLICY_KEY}\provider" "topology"
    !endif
  ${EndIf}
!macroend

!macro customInstall
  SetRegView 64
  ${GetParameters} $R0
  !insertmacro writePolicyOf "ISSUER" "provider" "issuer"
  !insertmacro writePolicyOf "CLIENTID" "provider" "clientId"
  !insertmacro writePolicyOf "PROFILE" "session" "profile"

  WriteRegExpandStr HKLM "${EVENT_SOURCE_KEY}" "EventMessageFile" "%SystemRoot%\System32\EventCreate.exe"
  WriteRegDWORD HKLM "${EVENT_SOURCE_KEY}" "TypesSupported" 7

  ; System and administrators may do everything, users may read; nothing is inherited; administrators own it.
  SetShellVarContext all
  CreateDirectory "$APPDATA\${POLICY_FOLDER}"
  nsExec::ExecToLog '"$SYSDIR\icacls.exe" "$APPDATA\${POLICY_FOLDER}" /setowner *S-1-5-32-544 /q'
  Pop $R1
  nsExec::ExecToLog '"$SYSDIR\icacls.exe" "$APPDATA\${POLICY_FOLDER}" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX /q'
  Pop $R2
  ${If} $R1 != 0
  ${OrIf} $R2 != 0
    ; A folder that users can write to would let them name the actions.
    SetErrorLevel 5
    Abort "The policy folder could not be closed to users."
  ${EndIf}
!macroend

!macro customUnInstall
  ; An upgrade removes the old version first and must keep what was configured.
  ${IfNot} ${isUpdated}
    SetRegView 64
    !insertmacro removePolicyOf "ISSUER" "provider" "issuer"
    !insertmacro removePolicyOf "CLIENTID" "provider" "clientId"
    !insertmacro removePolicyOf "PROFILE" "session" "profile"
    DeleteRegKey /ifempty HKLM "${POLICY_KEY}\provider"
    DeleteRegKey /ifempty HKLM "${POLICY_KEY}\session"
    DeleteRegKey /ifempty HKLM "${POLICY_KEY}"
    DeleteRegKey HKLM "${INSTALLER_KEY}"
    DeleteRegKey /ifempty HKLM "SOFTWARE\CIS2 Desktop"
    DeleteRegKey HKLM "${EVENT_SOURCE_KEY}"
    ; Only where it is empty: an administrator's files stay.
    SetShellVarContext all
    RMDir "$APPDATA\${POLICY_FOLDER}"
  ${EndIf}
!macroend
