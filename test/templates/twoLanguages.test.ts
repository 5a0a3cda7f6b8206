import type { IDataObject } from 'n8n-workflow';

import words from '../../pages/orders/words.json';
import { FORM_LOOK } from '../../scripts/templates/formLook';
import { evaluate, fieldOf, parametersOf } from './evaluate';
import { templates } from './templateFile';

const CHINESE = /\p{Script=Han}/u;
const LATIN = /[A-Za-z]{2}/;
/** English and Chinese next to each other, as far as both are fixed words. */
const PAIR = /([^'"`<>{}$\n]*?) · ([^'"`<>{}$\n]*)/g;
/** Fields of a form that people see, and those of its fields. */
const SEEN = [
	'formTitle',
	'formDescription',
	'completionTitle',
	'completionMessage',
	'buttonLabel',
];
const SEEN_OF_FIELD = ['fieldLabel', 'placeholder', 'defaultValue', 'option'];
const FORM = /\.(form|formTrigger)$/;

interface Text {
	where: string;
	text: string;
}

const forms = [...templates].flatMap(([file, { nodes }]) =>
	nodes.filter(({ type }) => FORM.test(type)).map((node) => ({ file, node })),
);

/** Every text of the forms that is fixed. */
function fixedTexts(): Text[] {
	return forms.flatMap(({ file, node: { name, parameters } }) => {
		const { options, formFields } = parameters as Record<string, IDataObject>;
		const own = SEEN.map((key) => parameters[key] ?? options?.[key]);
		const fields = ((formFields?.values ?? []) as IDataObject[]).flatMap((field) => [
			field,
			...(((field.fieldOptions as IDataObject)?.values ?? []) as IDataObject[]),
		]);
		const ofFields = fields.flatMap((field) => SEEN_OF_FIELD.map((key) => field[key]));
		return [...own, ...ofFields]
			.filter((text): text is string => typeof text === 'string' && LATIN.test(text))
			.filter((text) => !text.startsWith('='))
			.map((text) => ({ where: `${file}, ${name}`, text }));
	});
}

/** Every string of the templates in which English and Chinese stand next to each other, notes left out. */
function pairs(): Array<Text & { en: string; zh: string }> {
	const strings = [...templates].flatMap(([file, { nodes }]) =>
		nodes
			.filter(({ type }) => !type.endsWith('.stickyNote'))
			.flatMap(({ name, parameters }) =>
				stringsOf(parameters).map((text) => ({ where: `${file}, ${name}`, text })),
			),
	);
	return strings.flatMap(({ where, text }) =>
		[...text.matchAll(PAIR)]
			.map(([, en, zh]) => ({
				where,
				text,
				en: en.trim(),
				zh: zh.trim().replace(/[:,.：，。]+$/u, ''),
			}))
			.filter(({ en, zh }) => LATIN.test(en) && CHINESE.test(zh)),
	);
}

function stringsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(stringsOf);
}

/** English words of the orders page with their Chinese. */
function wordsOfPage(): Map<string, string> {
	const found = new Map<string, string>();
	const add = (en: unknown, zh: unknown): void => {
		if (typeof en === 'string' && typeof zh === 'string') found.set(en, zh);
		if (typeof en !== 'object' || en === null) return;
		for (const [key, value] of Object.entries(en)) add(value, (zh as IDataObject)[key]);
	};
	add(words.en, words.zh);
	return found;
}

describe('the forms speak English and Chinese', () => {
	it('has texts to look at', () => {
		expect(forms.length).toBeGreaterThan(15);
		expect(pairs().length).toBeGreaterThan(100);
	});

	it('in every fixed text', () => {
		expect(fixedTexts().filter(({ text }) => !CHINESE.test(text))).toEqual([]);
	});

	it('in every text that an expression of a form makes', () => {
		const made = forms.flatMap(({ file, node: { name, parameters } }) =>
			['completionTitle', 'completionMessage', 'formTitle', 'formDescription']
				.map((key) => parameters[key])
				.filter((text): text is string => typeof text === 'string' && text.startsWith('='))
				// Texts that an earlier node has made are looked at there.
				.filter((text) => /'[A-Z][a-z]+ [a-z]+/.test(text) && !CHINESE.test(text))
				.map(() => `${file}, ${name}`),
		);
		expect(made).toEqual([]);
	});

	it('in the head of every table', () => {
		const heads = [...templates].flatMap(([file, { nodes }]) =>
			nodes.flatMap(({ name, parameters }) =>
				stringsOf(parameters)
					.flatMap((text) => [...text.matchAll(/<(th|h2|strong)>([^<$]+)<\/\1>/g)])
					.map(([, , head]) => ({ where: `${file}, ${name}`, head })),
			),
		);
		expect(heads.length).toBeGreaterThan(15);
		expect(heads.filter(({ head }) => !CHINESE.test(head))).toEqual([]);
	});

	it('with one Chinese text for one English text', () => {
		const seen = new Map<string, string>();
		const several = pairs().filter(({ en, zh }) => {
			const key = en.toLowerCase();
			const before = seen.get(key) ?? zh;
			seen.set(key, before);
			return before !== zh;
		});
		expect(several.map(({ where, en, zh }) => [where, en, zh])).toEqual([]);
	});

	it('with the words of the orders page where it has them', () => {
		const known = wordsOfPage();
		const others = pairs().filter(({ en, zh }) => (known.get(en) ?? zh) !== zh);
		expect(others.map(({ where, en, zh }) => [where, en, zh, known.get(en)])).toEqual([]);
	});
});

describe('the forms', () => {
	it('look alike: `npm run generate:templates` was run', () => {
		for (const { file, node } of forms) {
			const { customCss } = node.parameters.options as IDataObject;
			expect([file, node.name, customCss]).toEqual([file, node.name, FORM_LOOK]);
		}
	});

	it('have fields with names of their own, so that expressions do not depend on labels', () => {
		const nameless = forms.flatMap(({ file, node: { name, parameters } }) => {
			const { values = [] } = (parameters.formFields ?? {}) as { values?: IDataObject[] };
			return values
				.filter(({ fieldType, fieldName }) => fieldType !== 'html' && !fieldName)
				.map(({ fieldLabel }) => [file, name, fieldLabel]);
		});
		expect(nameless).toEqual([]);
	});
});

describe('codes of exceptions are said in Chinese, the code in brackets', () => {
	const [zh, hint] = words.codes.SKU_NOT_MAPPED;
	const code = 'SKU_NOT_MAPPED';

	it('by the manual synchronisation', async () => {
		const message = fieldOf('06-manual-sync.json', 'Write the Report', 'message');
		const waiting = { order_id: '57', result: 'waits', code, message: 'No row.', hint: 'Add.' };
		const page = await evaluate(message, {
			'Which Orders': [{ order_ids: '' }],
			Last: [waiting, { ...waiting, code: 'NEW_CODE' }],
		});
		expect(page).toContain(`SKU_NOT_MAPPED No row. Add.<br>${zh} (SKU_NOT_MAPPED)。${hint}</td>`);
		expect(page).toContain('NEW_CODE No row. Add.</td>');
	});

	it('by the warehouse rules, of an order that waits and of one that cannot be read', async () => {
		const exception = { code, message: 'No row.', hint: 'Add.' };
		const verdicts = fieldOf('11-warehouse-rules.json', 'Write the Verdicts', 'message');
		const before = { 'Choose Warehouse': [{ orderId: '57', exception, warehouseRules: [] }] };
		expect(await evaluate(verdicts, before)).toContain(`<p>${zh} (SKU_NOT_MAPPED)。${hint}</p>`);
		const { completionMessage } = parametersOf(
			'11-warehouse-rules.json',
			'Say That It Was Not Found',
		);
		const unread = await evaluate(String(completionMessage), {
			'What to Do': [{ order_id: '57' }],
			'Order or Exception': [{ exception }],
		});
		expect(unread).toContain(`${zh} (SKU_NOT_MAPPED)。${hint}`);
	});
});
