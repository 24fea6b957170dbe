// What a scan thread of the extension runs.
import { serveScans } from '../../cli/serveScans.ts';

serveScans();
