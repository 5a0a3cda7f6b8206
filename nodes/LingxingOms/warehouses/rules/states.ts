import { getOrAdd } from '../../../shared/getOrAdd';
import { hasStateCodes, stateCodeOf } from '../../../shared/recipient/stateCode';
import { toText } from '../../../shared/text';

/**
 * The condition that the recipient lives in one of these states.
 *
 * @param values     names or codes
 * @param whole      the cell as it stands: "Washington, D.C." is one state
 * @param countries  of the rule; empty = any; undefined for one that cannot be read
 * @param refuse     gets why the condition cannot be read
 */
export function statesCondition(
	values: readonly string[],
	whole: string,
	countries: ReadonlyArray<string | undefined>,
	refuse: (problem: string) => void,
): ((facts: { country: string; states: readonly string[] }) => boolean) | undefined {
	const namesIn = (country: string): readonly string[] =>
		codeIn(country, whole) === '' ? values : [whole];
	if (countries.length > 0 && countries.every((country) => country && hasStateCodes(country))) {
		const isKnown = (value: string): boolean =>
			countries.some((country = '') => codeIn(country, whole) || codeIn(country, value));
		const unknown = values.find((value) => !isKnown(value));
		if (unknown !== undefined) {
			refuse(`state "${unknown}" is no state of ${countries.join(' or ')}`);
			return undefined;
		}
	}
	// Finding the code of a state takes long, so it is done once for each country and not for each order.
	const byCountry = new Map<string, Set<string>>();
	const wantedIn = (country: string): Set<string> =>
		new Set(namesIn(country).flatMap((name) => [name, codeIn(country, name)].map(stateKeyOf)));
	return ({ country, states }) => {
		const wanted = getOrAdd(byCountry, country, () => wantedIn(country));
		return states.some((state) => wanted.has(state));
	};
}

const codeIn = (country: string, name: string): string =>
	stateCodeOf(country, name.normalize('NFKC'));

/** A state as it is compared: case, width, blanks and Latin accents do not count. */
export function stateKeyOf(value: unknown): string {
	return toText(value)
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.toLowerCase()
		.replace(/đ/g, 'd')
		.replace(/\s+/g, ' ')
		.trim();
}
