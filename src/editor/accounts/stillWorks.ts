import { type MileApp, originOf } from '../../mileapp/index.ts';

/**
 * Asks MileApp whether it still takes a token that leaked. The token is sent to the address of the settings, if that is
 * one a token may be sent to, and kept nowhere.
 */
export async function stillWorks(
  token: string,
  apiUrl: string,
  connect: (baseUrl: string, token: () => Promise<string | undefined>) => MileApp,
): Promise<'works' | 'dead' | 'unknown'> {
  const address = originOf(apiUrl);
  if ('refused' in address) return 'unknown';
  try {
    await connect(address.baseUrl, async () => token).me();
    return 'works';
  } catch (error) {
    return (error as { kind?: unknown }).kind === 'unauthorized' ? 'dead' : 'unknown';
  }
}
