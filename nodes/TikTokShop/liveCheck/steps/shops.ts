import type { Fields } from '../../../shared/fields';
import {
	dataOf,
	listed,
	missingFields,
	objectsIn,
	StepEnded,
	textOf,
} from '../../../shared/liveCheck/step';
import type { Step } from '../context';

export const SHOPS_PATH = '/authorization/202309/shops';
const FIELDS = ['id', 'name', 'code', 'cipher', 'region', 'seller_type'];

/** Reads the authorized shops and chooses one (TikTok Shop API §4.1). */
export const shops: Step = {
	name: 'shops',
	title: 'Read the authorized shops',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 30_000,
	async run(context) {
		const { choices, findings, privacy, state, tiktok, signal } = context;
		const answer = await tiktok.call({ method: 'GET', path: SHOPS_PATH }, signal);
		const rows = objectsIn(dataOf(context, answer).shops);
		for (const row of rows) {
			for (const field of ['id', 'name', 'code', 'cipher']) privacy.hide(textOf(row[field]));
		}
		if (rows.length === 0) throw new StepEnded('The authorization has no shop.');
		const problems = rows.flatMap(problemsOf);
		const note =
			problems.length > 0 ? `Not as assumed: ${listed(problems)}.` : `${rows.length} shop(s).`;
		findings.decide('shop-fields', problems.length === 0, note, answer.call);
		const chosen = choices.shop ? rows.find((row) => isNamed(row, choices.shop)) : rows[0];
		if (!chosen) throw new StepEnded('The shop that was named is not among the authorized shops.');
		state.shop = {
			id: textOf(chosen.id),
			code: textOf(chosen.code),
			cipher: textOf(chosen.cipher),
			name: textOf(chosen.name),
			region: textOf(chosen.region),
			sellerType: textOf(chosen.seller_type),
		};
	},
};

function problemsOf(row: Fields): string[] {
	const region = textOf(row.region);
	const type = textOf(row.seller_type);
	return [
		...missingFields(row, FIELDS),
		...(region !== '' && !/^[A-Z]{2}$/.test(region) ? ['region has another form'] : []),
		...(type !== '' && !['LOCAL', 'CROSS_BORDER'].includes(type)
			? ['seller_type has another word']
			: []),
	];
}

const isNamed = (row: Fields, name: string): boolean =>
	[row.id, row.code, row.name].some((value) => textOf(value) === name);
