import type { Recipient } from '../../../shared/orderItem';
import { countryCodeOf, countryForm, countryNameOf } from '../../../shared/recipient/addressForms';
import { isMaskedPhone } from '../../../shared/recipient/mask';
import { stateCodeOf } from '../../../shared/recipient/stateCode';
import { toText } from '../../../shared/text';

/**
 * The recipient in the fields of the OMS (OMS API §1.5). The OMS requires a province and a city for every country; if the address has
 * none, the nearest larger or smaller place is used. A missing postal code is left out, and the OMS decides whether it accepts the order.
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
