import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { finished, textOf, type TemplateFile } from './templates/templates';

const FOLDER = resolve(__dirname, '..', 'workflows-templates');

/**
 * Writes into workflows-templates what follows from the place of a template among the others: `npm run generate:templates`. Run it after
 * adding or changing one; a test compares.
 */
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const texts = new Map(files.map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]));
const templates = new Map(
	[...texts].map(([file, text]) => [file, JSON.parse(text) as TemplateFile]),
);
for (const [file, template] of finished(templates)) {
	const text = textOf(template);
	if (text === texts.get(file)) continue;
	writeFileSync(join(FOLDER, file), text);
	console.log(`wrote ${file}`);
}
