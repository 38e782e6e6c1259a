; Towpath for one user, without administrator's rights (Inno Setup 6.3 or later). installers/windows/setup.py calls it with
; /DVersion=... /DBundle=... /DOut=...

#ifndef Version
  #error Version, Bundle and Out come from installers/windows/setup.py
#endif

[Setup]
AppId={{2C0B5E0E-6B3A-4C0E-9A57-70B1F1E6A5D4}
AppName=Towpath
AppVersion={#Version}
AppPublisher=Towpath contributors
VersionInfoVersion={#Version}
WizardStyle=modern
SetupIconFile=..\..\resources\identity\towpath.ico
UninstallDisplayIcon={app}\towpath-gui.exe
UninstallDisplayName=Towpath
LicenseFile=..\..\LICENSE
OutputDir={#Out}
OutputBaseFilename=towpath-{#Version}-setup
DefaultDirName={localappdata}\Programs\Towpath
DefaultGroupName=Towpath
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
Compression=lzma2/max
SolidCompression=yes
ChangesEnvironment=yes
; A running Towpath is asked to end, as at the end of the session, before its files are replaced.
CloseApplications=yes
CloseApplicationsFilter=*.exe,*.dll,*.pyd
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.Autostart=Start Towpath when I log in (hidden, in the notification area)
de.Autostart=Towpath beim Anmelden starten (verborgen, im Infobereich)
en.OnPath=Let command prompts find the command "towpath"
de.OnPath=Den Befehl „towpath“ in der Eingabeaufforderung finden
en.Start=Start Towpath
de.Start=Towpath starten

[Tasks]
Name: "autostart"; Description: "{cm:Autostart}"; Flags: unchecked
Name: "onpath"; Description: "{cm:OnPath}"
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an older version had and this one has not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\Towpath"; Filename: "{app}\towpath-gui.exe"
Name: "{userdesktop}\Towpath"; Filename: "{app}\towpath-gui.exe"; Tasks: desktopicon

[Registry]
; The same value that `towpath autostart on` writes (system/autostart/run_key.py).
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: string; ValueName: "Towpath"; ValueData: "{code:RunValue}"; Tasks: autostart
; Towpath can be chosen for ssh: and sftp: addresses in the settings of Windows; nothing is taken from who has them now.
Root: HKCU; Subkey: "Software\RegisteredApplications"; ValueType: string; ValueName: "Towpath"; ValueData: "Software\Towpath\Capabilities"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Towpath"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Towpath\Capabilities"; ValueType: string; ValueName: "ApplicationName"; ValueData: "Towpath"
Root: HKCU; Subkey: "Software\Towpath\Capabilities"; ValueType: string; ValueName: "ApplicationDescription"; ValueData: "SSH connections, forwards and files behind gateways"
Root: HKCU; Subkey: "Software\Towpath\Capabilities\URLAssociations"; ValueType: string; ValueName: "ssh"; ValueData: "Towpath.Url"
Root: HKCU; Subkey: "Software\Towpath\Capabilities\URLAssociations"; ValueType: string; ValueName: "sftp"; ValueData: "Towpath.Url"
Root: HKCU; Subkey: "Software\Classes\Towpath.Url"; ValueType: string; ValueName: ""; ValueData: "SSH address"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Towpath.Url"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Towpath.Url\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\towpath-gui.exe,0"
Root: HKCU; Subkey: "Software\Classes\Towpath.Url\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\towpath-gui.exe"" ""%1"""
; The PATH of this user.
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: onpath; Check: NotOnPath

[Run]
Filename: "{app}\towpath-gui.exe"; Description: "{cm:Start}"; Flags: nowait postinstall skipifsilent

[UninstallRun]
; Without this its files stay. What it borrowed, as the proxy setting, its guard gives back.
Filename: "{sys}\taskkill.exe"; Parameters: "/f /fi ""USERNAME eq {username}"" /im towpath-gui.exe"; Flags: runhidden; RunOnceId: "EndTowpath"

[Code]
const
  RunKey = 'Software\Microsoft\Windows\CurrentVersion\Run';
  ApprovedKey = 'Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run';

function RunValue(Param: String): String;
begin
  Result := ExpandConstant('{app}\towpath-gui.exe');
  if Pos(' ', Result) > 0 then
    Result := '"' + Result + '"';
  Result := Result + ' --hidden';
end;

function UserPath: String;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Result) then
    Result := '';
end;

function NotOnPath: Boolean;
begin
  Result := Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', ';' + Lowercase(UserPath) + ';') = 0;
end;

procedure TakeOffPath;
var
  Path, Folder: String;
  At: Integer;
begin
  Path := ';' + UserPath + ';';
  Folder := ';' + ExpandConstant('{app}') + ';';
  At := Pos(Lowercase(Folder), Lowercase(Path));
  if At = 0 then
    Exit;
  Delete(Path, At, Length(Folder) - 1);
  RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Copy(Path, 2, Length(Path) - 2));
end;

// Launch at login may have been switched on in Towpath, for several profiles, long after it was installed.
procedure TakeOffRunKey;
var
  Names: TArrayOfString;
  Line: String;
  I: Integer;
begin
  if not RegGetValueNames(HKCU, RunKey, Names) then
    Exit;
  for I := 0 to GetArrayLength(Names) - 1 do
    if RegQueryStringValue(HKCU, RunKey, Names[I], Line) then
      if Pos(Lowercase(ExpandConstant('{app}\towpath')), Lowercase(Line)) > 0 then
      begin
        RegDeleteValue(HKCU, RunKey, Names[I]);
        RegDeleteValue(HKCU, ApprovedKey, Names[I]);
      end;
end;

// The profile, with saved connections and settings, stays: whoever wants it gone deletes its folder.
procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step = usPostUninstall then
  begin
    TakeOffRunKey;
    TakeOffPath;
  end;
end;
