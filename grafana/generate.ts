import { writeFileSync } from 'node:fs';
import { dashboardFiles } from './dashboard-files.ts';

// Run by `npm run generate`; a test fails when the committed files differ from what this writes.
for (const [name, text] of dashboardFiles())
  writeFileSync(new URL(`dashboards/${name}`, import.meta.url), text);
