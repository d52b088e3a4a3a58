/** The switches inside Electron's own program, set before a package is signed: what the app does not need, nobody can turn on. */
import { join } from 'node:path';
import type { FuseV1Config } from '@electron/fuses';
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import type { AfterPackContext } from 'electron-builder';

/** Every fuse of the Electron that the product is made for. One that a later Electron adds stops the packaging until it stands here. */
export const fuseSettings: Readonly<Record<FuseV1Options, boolean>> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // As Electron has it: without it, bounds in WebAssembly are checked in software, and nothing else changes.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** What of the settings a program with `count` fuses can take; an Electron older than the product's knows fewer. */
export const fuseConfig = (count: number): FuseV1Config => ({
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  ...(Object.fromEntries(Object.entries(fuseSettings).filter(([index]) => Number(index) < count)) as Record<FuseV1Options, boolean>),
});

const programOf = ({ appOutDir, electronPlatformName, packager }: AfterPackContext): string => {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  return join(appOutDir, electronPlatformName === 'win32' ? `${name}.exe` : (packager.config.linux?.executableName ?? name));
};

/** Called by the packager with each program that it has laid out. */
export const afterPack = async (context: AfterPackContext): Promise<void> => {
  const program = programOf(context);
  const count = Object.keys(await getCurrentFuseWire(program)).filter((key) => /^\d+$/u.test(key)).length;
  await flipFuses(program, fuseConfig(count));
};
