/** The flags of VS Code's own command line that a host serves, and three of ours. */
export type HostFlags = {
  /** The folder to open. */
  folder?: string;
  extensionDevelopmentPath?: string;
  extensionTestsPath?: string;
  userDataDir?: string;
  extensionsDir?: string;
  disableWorkspaceTrust: boolean;
  locale?: string;
  /** Ours: the version of VS Code. */
  version?: string;
  /** Ours: seconds of silence after which a run is given up. */
  timeoutSeconds?: number;
  /** Ours: end when the standard input does, which is when whoever started us is gone. */
  endWithStdin: boolean;
};

/** Flags that VS Code takes a value for even without `=`: the next argument is the value, not the folder. */
const withValue = new Set([
  'extensionDevelopmentPath',
  'extensionTestsPath',
  'user-data-dir',
  'extensions-dir',
  'locale',
  'vscode-version',
  'host-timeout',
]);

/**
 * Reads a command line of VS Code. Flags that mean nothing here (`--no-sandbox`, `--disable-updates`, …) are passed over.
 * @throws RangeError for a value that makes no sense.
 */
export function parseFlags(args: readonly string[]): HostFlags {
  const flags: HostFlags = {
    disableWorkspaceTrust: false,
    endWithStdin: false,
  };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (!arg.startsWith('--')) {
      flags.folder ??= arg;
      continue;
    }
    const equals = arg.indexOf('=');
    const name = arg.slice(2, equals < 0 ? undefined : equals);
    const value = equals >= 0 ? arg.slice(equals + 1) : withValue.has(name) ? (rest.shift() ?? '') : '';
    applyFlag(flags, name, value);
  }
  return flags;
}

function applyFlag(flags: HostFlags, name: string, value: string): void {
  switch (name) {
    case 'extensionDevelopmentPath':
      if (flags.extensionDevelopmentPath !== undefined) {
        throw new RangeError('This host takes one --extensionDevelopmentPath.');
      }
      flags.extensionDevelopmentPath = value;
      break;
    case 'extensionTestsPath':
      flags.extensionTestsPath = value;
      break;
    case 'user-data-dir':
      flags.userDataDir = value;
      break;
    case 'extensions-dir':
      flags.extensionsDir = value;
      break;
    case 'disable-workspace-trust':
      flags.disableWorkspaceTrust = true;
      break;
    case 'end-with-stdin':
      flags.endWithStdin = true;
      break;
    case 'locale':
      flags.locale = value;
      break;
    case 'vscode-version':
      flags.version = value;
      break;
    case 'host-timeout': {
      const seconds = Number(value);
      if (!(seconds > 0)) throw new RangeError(`--host-timeout takes a number of seconds, not “${value}”.`);
      flags.timeoutSeconds = seconds;
      break;
    }
  }
}
