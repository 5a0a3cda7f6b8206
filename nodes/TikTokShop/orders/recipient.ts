import type { Recipient } from '../../shared/orderItem';
import { countryCodeOf, countryForm, countryNameOf } from '../../shared/recipient/addressForms';
import { addressLines } from '../../shared/recipient/addressLines';
import { rolesOf, writtenPlace, type AddressLevel } from '../../shared/recipient/levels';
import { isMaskedPhone, isMaskedText, maskedFields } from '../../shared/recipient/mask';
import { stateCodeOf } from '../../shared/recipient/stateCode';
import { tidy } from '../../shared/text';
import type { ApiAddress, ApiOrder } from './apiOrder';

const FULL_ADDRESS_SEPARATOR = /\s*[,，]\s*/u;

/** The recipient of an order, by the address form of its country; no part of the address is dropped (TikTok Shop API §4.3). */
export function recipientOf({
	recipient_address: address = {},
	buyer_email: email,
}: ApiOrder): Recipient {
	const levels = (address.district_info ?? []).map(levelOf);
	const countryCode = countryCodeOf(address.region_code) || countryOfLevels(levels);
	const form = countryForm(countryCode);
	const { country, state, city, others, inCity } = rolesOf(levels, form);
	const postTown = tidy(address.post_town ?? '');
	const cityName = postTown || city?.place || '';
	const stateName = state?.place ?? '';
	const postalCode = tidy(address.postal_code ?? '');
	const places = [...(postTown && city ? [city] : []), ...others]
		.filter(({ place }) => place !== cityName && place !== stateName)
		.map((level) => writtenPlace(level, countryCode));
	const placesFirst = form.placesFirst ? inCity.map(({ place }) => place) : [];
	const elsewhere = [
		stateName,
		cityName,
		postalCode,
		countryCode,
		countryNameOf(countryCode),
		country?.place ?? '',
	];
	const recipient = {
		name: nameOf(address, countryCode),
		phone: tidy(address.phone_number ?? ''),
		countryCode,
		state: stateName,
		stateCode: stateCodeOf(countryCode, stateName, state?.isoCode),
		city: cityName,
		postalCode,
		...addressLines({
			...textsOf(address, [...places, ...elsewhere]),
			placesFirst,
			places,
			elsewhere,
		}),
		email: email ?? '',
	};
	return { ...recipient, masked: maskedFields(recipient).length > 0 };
}

function levelOf(level: NonNullable<ApiAddress['district_info']>[number]): AddressLevel {
	const digit = /\d+/.exec(level.address_level ?? '')?.[0];
	return {
		...(digit === undefined ? {} : { number: Number(digit) }),
		name: level.address_level_name ?? '',
		place: tidy(level.address_name ?? ''),
		isoCode: tidy(level.iso_code ?? ''),
	};
}

/** The country code, if only the district levels name it. */
function countryOfLevels(levels: readonly AddressLevel[]): string {
	const isoCode = levels.find(({ number }) => number === 0)?.isoCode ?? '';
	return /^[A-Za-z]{2}$/.test(isoCode) ? countryCodeOf(isoCode) : '';
}

/** Address lines and detail. Without them: the parts of the full address that name no place. */
function textsOf(
	address: ApiAddress,
	places: readonly string[],
): { lines: string[]; detail: string } {
	const { address_line1, address_line2, address_line3, address_line4 } = address;
	const lines = [address_line1, address_line2, address_line3, address_line4].map((line) =>
		tidy(line ?? ''),
	);
	const detail = tidy(address.address_detail ?? '');
	const hasMasked =
		isMaskedPhone(address.phone_number) || [...lines, ...places].some((text) => isMaskedText(text));
	// If lines are masked, the detail is the same text with another mask.
	if (lines.some(Boolean)) return { lines, detail: hasMasked ? '' : detail };
	if (detail) return { lines, detail };
	const named = new Set(places.map((place) => place.toLowerCase()));
	const parts = (address.full_address ?? '')
		.split(FULL_ADDRESS_SEPARATOR)
		.filter((part) => part !== '' && !named.has(tidy(part).toLowerCase()));
	return { lines: [parts.join(', ')], detail: '' };
}

/** The full name, else first and last name; in Japan, Korea and Vietnam the family name comes first. */
function nameOf(address: ApiAddress, countryCode: string): string {
	const fullName = tidy(address.name ?? '');
	if (fullName) return fullName;
	const parts = [address.first_name, address.last_name].some((part) => tidy(part ?? ''))
		? [address.first_name, address.last_name]
		: [address.first_name_local_script, address.last_name_local_script];
	const [first, last] = parts.map((part) => tidy(part ?? ''));
	const ordered = ['JP', 'KR', 'VN'].includes(countryCode) ? [last, first] : [first, last];
	return ordered.filter(Boolean).join(' ');
}
