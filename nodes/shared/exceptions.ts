import { EXCEPTIONS, type ExceptionCode } from './exceptionCodes';
import type { IncidentReason, KnownException } from './knownException';
import { shownMessage } from './shownText';

export { EXCEPTION_CODES, type ExceptionCode } from './exceptionCodes';

/** Why an order left by an Exceptions output. `details` holds the facts a workflow may want to branch on. */
export interface OrderException {
	code: ExceptionCode;
	message: string;
	hint: string;
	retrySafe: boolean;
	/** Reason code of TikTok Shop's Quality Engine; absent where it has none for the cause. */
	incidentReason?: IncidentReason;
	details: Record<string, unknown>;
}

/**
 * Builds the exception of an order.
 *
 * @param code     of `exceptionCodes.ts`; brings the hint and whether trying again is safe
 * @param message  what happened, with the names and numbers of this case
 * @param details  the same facts as fields
 * @param hint     replaces the general hint where the case knows better
 */
export function orderException(
	code: ExceptionCode,
	message: string,
	details: Record<string, unknown> = {},
	hint?: string,
): OrderException {
	const known: KnownException = EXCEPTIONS[code];
	const { retrySafe, incidentReason } = known;
	return {
		code,
		message: shownMessage(message),
		hint: shownMessage(hint ?? known.hint),
		retrySafe,
		...(incidentReason ? { incidentReason } : {}),
		details,
	};
}
