import { groupBy, sortBy, uniq } from 'lodash';

import type { OptionOffer } from './pairingFacts';
import { normalizeName } from './pairingTable';

/** A shipping provider that a person may choose. */
export interface OfferedProvider {
	/** Empty where it has another ID in each shop: then its name is the pairing. */
	id: string;
	name: string;
	/** Codes of the shops of which a delivery option accepts it. */
	shops: string[];
	/** An unpaired carrier with the same name; empty where there is none. A suggestion, never an answer. */
	same_name_as: string;
}

/** Shipping providers that TikTok Shop offers, each once; those with the name of a carrier first, in the order of the carriers. */
export function offeredProviders(
	offers: readonly OptionOffer[],
	carriers: readonly string[],
): OfferedProvider[] {
	const all = offers.flatMap(({ providers, ...option }, position) =>
		providers.map((provider) => ({ ...provider, ...option, position })),
	);
	const chosen = Object.values(groupBy(all, ({ name }) => normalizeName(name))).flatMap((named) => {
		const ids = uniq(named.map(({ id }) => id));
		const areAlike = Object.values(groupBy(named, ({ position }) => position)).every(
			(ofOption) => uniq(ofOption.map(({ id }) => id)).length === 1,
		);
		if (areAlike && named[0].name !== '') return [asOffered(ids.length === 1 ? ids[0] : '', named)];
		return ids.map((id) =>
			asOffered(
				id,
				named.filter((each) => each.id === id),
			),
		);
	});
	const withSame = chosen.map((provider) => {
		const same_name_as = carriers.find((carrier) => isSameName(carrier, provider.name)) ?? '';
		return { ...provider, same_name_as };
	});
	return sortBy(withSame, [
		({ same_name_as: same }) => (same === '' ? carriers.length : carriers.indexOf(same)),
		({ name }) => normalizeName(name),
		({ id }) => id,
	]);
}

/** Whether a shop has a delivery option that accepts a provider. */
export function isOfferedIn(
	offers: readonly OptionOffer[],
	shopId: string,
	{ id, name }: Pick<OfferedProvider, 'id' | 'name'>,
): boolean {
	return offers
		.filter((option) => option.shopId === shopId)
		.some(({ providers }) =>
			providers.some((each) => (id ? each.id === id : isEqual(each.name, name))),
		);
}

/** Name of a provider that a row may name by its ID, as people know it. */
export function nameOf(offers: readonly OptionOffer[], provider: string): string {
	const all = offers.flatMap(({ providers }) => providers);
	return all.find(({ id }) => id === provider)?.name || provider;
}

/** Names that differ only in case, blanks and marks: `ROYALMAIL`, `Royal Mail`. The orders page compares them in the same way. */
export function isSameName(one: string, other: string): boolean {
	const letters = lettersOf(one);
	return letters !== '' && letters === lettersOf(other);
}

function lettersOf(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function isEqual(one: string, other: string): boolean {
	return normalizeName(one) === normalizeName(other);
}

function asOffered(
	id: string,
	named: ReadonlyArray<{ name: string; shopId: string; shopCode: string }>,
): Omit<OfferedProvider, 'same_name_as'> {
	return {
		id,
		name: named[0].name,
		shops: uniq(named.map(({ shopCode, shopId }) => shopCode || shopId)),
	};
}
