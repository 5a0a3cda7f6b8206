/** States that are one city, by country. */
const CITY_STATES: Readonly<Record<string, readonly string[]>> = {
	DE: ['Berlin', 'Hamburg'],
	ES: ['Ceuta', 'Melilla'],
	MY: ['Kuala Lumpur', 'WP Kuala Lumpur', 'Wilayah Persekutuan Kuala Lumpur', 'Putrajaya'],
};

const BY_COUNTRY = new Map(
	Object.entries(CITY_STATES).map(([country, places]) => [
		country,
		new Set(places.map((place) => place.toLowerCase())),
	]),
);

/** Whether a state is one city: its districts are no cities, and where no city is named the state is the city. */
export function isCityState(country: string, state: string): boolean {
	return BY_COUNTRY.get(country)?.has(state.toLowerCase()) === true;
}
