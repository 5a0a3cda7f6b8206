/*
 * The orders page, as plain browser JavaScript. The files of this folder become one script with one scope, in the order of their numbers:
 * n8n serves the page as one text, in a sandbox without an origin, so there are no files beside it, no cookies and no storage. What others
 * wrote is only ever set as text.
 */
const PAGE = 100;
/** Orders of the first question, so that the first page is there at once; each question asks for twice as many. */
const FIRST_READ = 100;
const MOST_READ = 800;
const MOST_BY_ID = 100;
const DAYS = 7;
const SOON_HOURS = 24;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TABS = ['pending', 'processing', 'shipped', 'cancelled', 'exception'];

const byId = (id) => document.getElementById(id);
const words = JSON.parse(byId('words').textContent);
const { key } = JSON.parse(byId('given').textContent);

const state = {
	lang: 'en',
	tab: 'pending',
	page: 0,
	query: '',
	shop: '',
	shops: [],
	rows: new Map(),
	selected: new Set(),
	problems: [],
	reading: 0,
	isReading: false,
	at: '',
	told: '',
	systemSkus: undefined,
};

// Words

function t(name, values = {}) {
	const text = words[state.lang][name] ?? name;
	return text.replace(/\{(\w+)\}/g, (_, field) => String(values[field] ?? ''));
}

/** A word of a list of words, or the thing itself. */
const named = (list, name) => words[state.lang][list][name] ?? name;

/** What a service answered, with a known answer in the reader's language and the original in brackets. */
function answer(original) {
	const other = state.lang === 'zh' ? 'en' : 'zh';
	const known = words.answers.find((each) =>
		each[other].some((text) => original.toLowerCase().includes(text.toLowerCase())),
	);
	if (!known || known[state.lang].some((text) => original.includes(text))) return original;
	return t('withOriginal', { words: known[state.lang][0], original });
}

function reasonOf(row) {
	const note = words.notes[row.code]?.[state.lang];
	const known = state.lang === 'zh' ? words.codes[row.code] : undefined;
	// The order stands beside it.
	const original = row.reason ? answer(row.reason.replace(/^Order \d{15,20}: /, '')) : '';
	const own = note?.[0] ?? known?.[0];
	const hint = note?.[1] ?? known?.[1] ?? row.hint;
	if (!own) return { reason: original, hint };
	return { reason: original ? t('withOriginal', { words: own, original }) : own, hint };
}

const count = (number) => number.toLocaleString(state.lang);

function moment(iso) {
	if (!iso) return '';
	return new Date(iso).toLocaleString(state.lang, {
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
	});
}

// Elements

function el(tag, given = {}, ...children) {
	const { className, text, on, ...attributes } = given;
	const made = document.createElement(tag);
	if (className) made.className = className;
	if (text !== undefined) made.textContent = text;
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	for (const [name, listener] of Object.entries(on ?? {})) made.addEventListener(name, listener);
	made.append(...children.filter(Boolean));
	return made;
}

const line = (text, className) =>
	text ? el('p', { text, className: className ?? '' }) : undefined;

// Questions

/** Asks n8n. Throws an Error with words for the reader. */
async function ask(request) {
	const body = new URLSearchParams({ key, request: JSON.stringify(request) });
	let response;
	try {
		response = await fetch(location.pathname, { method: 'POST', body, credentials: 'omit' });
	} catch {
		throw new Error(t('unreachable'));
	}
	if (response.status === 404) throw new Error(t('noAnswerHere'));
	const data = await response.json().catch(() => undefined);
	const [first] = Array.isArray(data) ? data : [data ?? {}];
	if (first?.refused) throw new Error(named('refused', first.refused) || first.message);
	if (!response.ok) throw new Error(t('failed'));
	return Array.isArray(data) ? data : [];
}

const once = () =>
	Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) =>
		n.toString(36).padStart(7, '0'),
	).join('-');
const write = async (request) => await ask({ ...request, once: once() });
