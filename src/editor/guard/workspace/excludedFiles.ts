import * as vscode from 'vscode';
import { settings } from '../../names.ts';

/**
 * Tells which files of a folder are not to be scanned: by VS Code's `files.exclude` and by our own setting. Paths are
 * relative, with forward slashes.
 */
export function excludedIn(folder: vscode.Uri): (path: string) => boolean {
  const globs = vscode.workspace
    .getConfiguration('files', folder)
    .get<Record<string, unknown>>('exclude', {});
  // Conditions on sibling files (`when`) hide what is made from another file, which is scanned all the same.
  const hidden = Object.keys(globs).filter((glob) => globs[glob] === true);
  const own = vscode.workspace.getConfiguration(undefined, folder).get<unknown>(settings.exclude);
  const excluded = Array.isArray(own) ? own.filter((glob) => typeof glob === 'string') : [];
  const patterns = [...hidden, ...excluded].map(patternOf);
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** A glob as VS Code understands it, for the path itself and for all below it. Linear in the path. */
export function patternOf(glob: string): RegExp {
  const parts: string[] = [];
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at]!;
    if (glob.startsWith('**/', at)) {
      parts.push('(?:[^/]+/)*');
      at += 2;
    } else if (glob.startsWith('**', at)) {
      parts.push('.*');
      at += 1;
    } else if (char === '*') parts.push('[^/]*');
    else if (char === '?') parts.push('[^/]');
    else if (char === '{') {
      depth++;
      parts.push('(?:');
    } else if (char === '}' && depth > 0) {
      depth--;
      parts.push(')');
    } else if (char === ',' && depth > 0) parts.push('|');
    else parts.push(char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  }
  try {
    return new RegExp(`^(?:${parts.join('')})(?:/|$)`);
  } catch {
    // A glob that is none, such as one with an unclosed brace, hides nothing.
    return /(?!)/;
  }
}
