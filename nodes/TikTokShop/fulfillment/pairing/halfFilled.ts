import type { Fields } from '../../../shared/fields';
import { isBlank } from '../../../shared/table/cells';

/**
 * Whether a person has begun a row of the data table, which n8n adds empty, and not ended it. It does not count yet: template 09 leaves it
 * out, too.
 */
export function isHalfFilled(row: Fields): boolean {
	const hasCarrier = !isBlank(row.carrier);
	const hasProvider = !isBlank(row.shipping_provider_id) || !isBlank(row.shipping_provider_name);
	return hasCarrier !== hasProvider;
}
