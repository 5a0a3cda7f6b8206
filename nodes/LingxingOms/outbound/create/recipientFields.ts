import type { Recipient } from '../../../shared/orderItem';
import { countryCodeOf, countryForm, countryNameOf } from '../../../shared/recipient/addressForms';
import { isMaskedPhone } from '../../../shared/recipient/mask';
import { stateCodeOf } from '../../../shared/recipient/stateCode';
import { toText } from '../../../shared/text';

/**
 * The recipient in the words of the OMS (OMS API §1.5). It asks for a province and a city of every country, so the nearest place
 * stands in where a country has none; a postal code that nobody has is left out, and the OMS says whether it takes the order.
 */
export function recipientFields(
	recipient: Partial<Recipient> | null | undefined,
): Record<string, string> {
	const { name, phone, email, addressLine1, addressLine2 } = recipient ?? {};
	const country = countryCodeOf(recipient?.countryCode);
	const state = toText(recipient?.state).trim();
	const stateCode = toText(recipient?.stateCode).trim();
	const city = toText(recipient?.city).trim();
	const countryName = countryNameOf(country);
	const { stateIsCountry } = countryForm(country);
	const provinceName =
		state || stateCode || (stateIsCountry ? countryName || city : city || countryName);
	return {
		receiver: toText(name),
		telephone: isMaskedPhone(phone) ? '' : toText(phone),
		email: toText(email),
		countryRegionCode: country,
		provinceCode: stateCodeOf(country, provinceName, stateCode) || provinceName,
		provinceName,
		cityName: city || state || stateCode || countryName,
		postCode: toText(recipient?.postalCode),
		addressOne: toText(addressLine1),
		addressTwo: toText(addressLine2),
	};
}
