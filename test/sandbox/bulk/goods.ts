import type { LineSeed } from '../tiktok/world';
import type { Scenario } from '../tiktok/types';

type Need = NonNullable<Scenario['expectedLines']>;

/** What can be ordered, and what the warehouse should be asked for: known answers, written by hand. */
interface Goods {
	lines: LineSeed[];
	need: Need;
}

const line = (sellerSku: string, units = 1, isGift = false): LineSeed => ({
	sellerSku,
	units,
	isGift,
});
const need = (systemSku: string, quantity: number) => ({ systemSku, quantity });

const US: readonly Goods[] = [
	{ lines: [line('MUG-BLUE-350')], need: [need('SYS-MUG-BLU', 1)] },
	{ lines: [line('MUG-RED-350', 3)], need: [need('SYS-MUG-RED', 3)] },
	{ lines: [line('TEA-CASE-12', 2)], need: [need('SYS-TEA-GRN', 24)] },
	{ lines: [line('LAMP-DESK-01')], need: [need('SYS-LAMP', 1)] },
	{
		lines: [line('TEA-GREEN-100', 2), line('TEA-GREEN-100', 1, true)],
		need: [need('SYS-TEA-GRN', 3)],
	},
	{
		lines: [line('SET-BREAKFAST', 2), line('MUG-BLUE-350')],
		need: [need('SYS-MUG-BLU', 5), need('SYS-PLATE', 4), need('SYS-TEA-GRN', 2)],
	},
	{
		lines: [line('GIFT-BOX-01')],
		need: [need('SYS-MUG-BLU', 1), need('SYS-TEA-GRN', 2)],
	},
	{
		lines: [line('MUG-RED-350'), line('STICKER-PACK', 1, true)],
		need: [need('SYS-MUG-RED', 1), need('SYS-STICKER', 1)],
	},
];

const GB: readonly Goods[] = [
	{ lines: [line('MUG-BLUE-350', 2)], need: [need('SYS-MUG-BLU-UK', 2)] },
	{ lines: [line('TEA-GREEN-100', 4)], need: [need('SYS-TEA-GRN', 4)] },
	{
		lines: [line('SET-BREAKFAST')],
		need: [need('SYS-MUG-BLU-UK', 2), need('SYS-TEA-GRN', 1)],
	},
	{
		lines: [line('TOWEL-M', 2), line('MUG-BLUE-350')],
		need: [need('SYS-TOWEL-M', 2), need('SYS-MUG-BLU-UK', 1)],
	},
];

/** By region of the shop. */
export const GOODS: Readonly<Record<'US' | 'GB', readonly Goods[]>> = { US, GB };

/** It has no row in the mapping of the demo. */
export const UNMAPPED: Goods = {
	lines: [line('NEW-ARRIVAL-01'), line('TEA-GREEN-100')],
	need: [need('SYS-NEW-01', 1), need('SYS-TEA-GRN', 1)],
};
