import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes nodes/TikTokShop/ordersPage/pageSource.json: the orders page as one text, from the files in pages/orders. A node may read no
 * files when it runs, so the page is part of its code. And nodes/shared/reasonWords.json: what the same words say of exception codes, and
 * of what the services answer, for the pages of forms.
 *
 *     npm run generate:page            writes the file
 *     npm run generate:page -- --print prints it (a test compares it with the file)
 */
const FOLDER = join(__dirname, '..', 'pages', 'orders');
const NODES = join(__dirname, '..', 'nodes');
const FILE = join(NODES, 'TikTokShop', 'ordersPage', 'pageSource.json');
const WORDS_FILE = join(NODES, 'shared', 'reasonWords.json');

/** Without indentation and lines of comment, which no browser needs. */
function read(name: string): string {
	const text = readFileSync(join(FOLDER, name), 'utf8').trim();
	return text.replace(/^[\t ]+/gm, '').replace(/^\/\/.*\n/gm, '');
}

/** Text of a style or script element may not hold its end tag. */
function inElement(name: string, text: string): string {
	if (/<\/(style|script)|<!--/i.test(text))
		throw new Error(`${name} holds an end tag or a comment`);
	return text;
}

/** JSON in which no tag can begin. */
function wordsAsJson(): string {
	return JSON.stringify(JSON.parse(read('words.json'))).replace(/</g, '\\u003c');
}

/** The files of the script, in the order of their numbers, in one scope. */
function script(): string {
	const files = readdirSync(join(FOLDER, 'script')).sort();
	const text = files.map((file) => read(join('script', file))).join('\n\n');
	return `(function () {\n'use strict';\n${text}\n})();`;
}

export function pageSource(): string {
	const parts = new Map([
		['CSS', inElement('page.css', read('page.css'))],
		['WORDS', wordsAsJson()],
		['JS', inElement('script', script())],
	]);
	const html = read('page.html').replace(/\/\*(CSS|WORDS|JS)\*\//g, (_, name: string) => {
		return parts.get(name) as string;
	});
	return `${JSON.stringify({ html }, null, '\t')}\n`;
}

interface Words {
	codes: Record<string, string[]>;
	answers: Array<{ en: string[]; zh: string[] }>;
}

export function reasonWords(): string {
	const { codes, answers } = JSON.parse(read('words.json')) as Words;
	return `${JSON.stringify({ codes, answers }, null, '\t')}\n`;
}

if (process.argv.includes('--print')) process.stdout.write(pageSource());
else if (require.main === module) {
	writeFileSync(FILE, pageSource());
	writeFileSync(WORDS_FILE, reasonWords());
}
