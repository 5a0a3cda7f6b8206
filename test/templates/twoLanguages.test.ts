import type { IDataObject } from 'n8n-workflow';

import words from '../../pages/orders/words.json';
import { FORM_LOOK } from '../../scripts/templates/formLook';
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

/** Made anew at present. */
const NOT_YET = ['07-exception-desk.json'];

const forms = [...templates]
	.filter(([file]) => !NOT_YET.includes(file))
	.flatMap(([file, { nodes }]) =>
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
			.map(([, en, zh]) => ({ where, text, en: en.trim(), zh: zh.trim().replace(/[:,.：，。]+$/u, '') }))
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
