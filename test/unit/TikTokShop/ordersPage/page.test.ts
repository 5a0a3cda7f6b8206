import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import words from '../../../../pages/orders/words.json';
import reasons from '../../../../nodes/shared/reasonWords.json';
import source from '../../../../nodes/TikTokShop/ordersPage/pageSource.json';
import { ordersPage } from '../../../../nodes/TikTokShop/ordersPage/page';
import { NOTES, TABS } from '../../../../nodes/TikTokShop/ordersPage/tab';
import { EXCEPTION_CODES } from '../../../../nodes/shared/exceptionCodes';
import { pageSource, reasonWords } from '../../../../scripts/generatePage';

const FOLDER = resolve(__dirname, '..', '..', '..', '..', 'pages', 'orders');
const scripts = readdirSync(join(FOLDER, 'script')).map((file) =>
	readFileSync(join(FOLDER, 'script', file), 'utf8'),
);
const script = scripts.join('\n');
const html = readFileSync(join(FOLDER, 'page.html'), 'utf8');

/** Names of all words, those of lists with the name of the list. */
const namesOf = (list: object): string[] =>
	Object.entries(list).flatMap(([name, value]) =>
		typeof value === 'string'
			? [name]
			: Object.keys(value as object).map((key) => `${name}.${key}`),
	);

describe('the words of the orders page', () => {
	it('are there in both languages, and no word is empty', () => {
		expect(namesOf(words.zh).sort()).toEqual(namesOf(words.en).sort());
		for (const text of Object.values({ ...words.en, ...words.zh })) expect(text).not.toBe('');
	});

	it('have the same fields in both languages', () => {
		const fields = (text: unknown) =>
			JSON.stringify(text)
				.match(/\{\w+\}/g)
				?.sort() ?? [];
		for (const name of Object.keys(words.en) as Array<keyof typeof words.en>) {
			expect([name, fields(words.zh[name])]).toEqual([name, fields(words.en[name])]);
		}
	});

	it('are all used, and all that is used is there', () => {
		const used = [
			...[...script.matchAll(/\bt\(\s*'(\w+)'/g)].map(([, name]) => name),
			...[...script.matchAll(/\b(?:named|cell|button)\(\s*'(\w+)'/g)].map(([, name]) => name),
			...[...html.matchAll(/data-(?:word|label)="(\w+)"/g)].map(([, name]) => name),
			...[...script.matchAll(/\.(ownName)\b/g)].map(([, name]) => name),
		];
		const known = Object.keys(words.en);
		expect([...new Set(used)].filter((name) => !known.includes(name))).toEqual([]);
		const ternary = [...script.matchAll(/\? t\('(\w+)'/g)].map(([, name]) => name);
		expect(known.filter((name) => ![...used, ...ternary].includes(name))).toEqual([]);
	});

	it('explain every exception code in Chinese, and every note in both languages', () => {
		expect(Object.keys(words.codes).sort()).toEqual([...EXCEPTION_CODES].sort());
		expect(Object.keys(words.notes)).toEqual(expect.arrayContaining([...NOTES]));
		const texts = [Object.values(words.codes), Object.values(words.notes).map(({ zh }) => zh)];
		for (const [reason, hint] of texts.flat()) {
			expect([reason, hint]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.anything()]);
		}
		expect(Object.keys(words.en.tabNames)).toEqual([...TABS]);
	});

	it('know what the OMS answers in both languages', () => {
		for (const { en, zh } of words.answers) {
			expect(en[0]).not.toMatch(/\p{Script=Han}/u);
			expect(zh[0]).toMatch(/\p{Script=Han}/u);
		}
	});
});

describe('the orders page', () => {
	it('is made of the files in pages/orders: `npm run generate:page` was run', () => {
		expect(source.html).toBe((JSON.parse(pageSource()) as { html: string }).html);
		expect(reasons).toEqual(JSON.parse(reasonWords()));
	});

	it('lets only its own script run, and calls nobody but the place it came from', () => {
		const page = ordersPage('1.a.b', 'n8n.example.com:8443');
		const [, policy] = /Content-Security-Policy"\s+content="([^"]+)"/.exec(page) ?? [];
		const [, nonce] = /nonce-([\w-]{22})'/.exec(policy) ?? [];
		expect(policy.split('; ')).toEqual([
			"default-src 'none'",
			`script-src 'nonce-${nonce}'`,
			`style-src 'nonce-${nonce}'`,
			"connect-src 'self' n8n.example.com:8443",
			"base-uri 'none'",
			"form-action 'none'",
		]);
		expect(page.match(new RegExp(`nonce="${nonce}"`, 'g'))).toHaveLength(4);
		expect(ordersPage('1.a.b', '')).not.toContain(nonce);
	});

	it.each(['x; script-src *', 'a b', '"><script>', 'http://a'])(
		'takes no rule from the name of a host: %s',
		(host) => {
			expect(ordersPage('1.a.b', host)).toContain("connect-src 'self' ;");
		},
	);

	it('sets what others wrote as text only', () => {
		expect(script).not.toMatch(
			/innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(/,
		);
		expect(html).not.toMatch(/\son\w+=|\sstyle=/);
		expect(source.html.match(/<script/g)).toHaveLength(3);
	});

	it('names every field that a person fills in', () => {
		for (const [field] of html.matchAll(/<(input|select)[^>]*>/g)) {
			const before = html.slice(0, html.indexOf(field));
			expect([field, before.lastIndexOf('<label') > before.lastIndexOf('</label')]).toEqual([
				field,
				true,
			]);
		}
	});
});
