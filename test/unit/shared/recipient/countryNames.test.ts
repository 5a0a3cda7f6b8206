import { COUNTRIES_WITH_FORM } from '../../../../nodes/shared/recipient/addressForms';
import { countryOfText } from '../../../../nodes/shared/recipient/countryNames';

describe('the country that a person means', () => {
	it.each([
		['us', 'US'],
		['USA', 'US'],
		['U.S.A.', 'US'],
		['United States', 'US'],
		['united states of america', 'US'],
		['美国', 'US'],
		['美國', 'US'],
		['Estados Unidos', 'US'],
		['Hoa Kỳ', 'US'],
		['UK', 'GB'],
		['英国', 'GB'],
		['Great Britain', 'GB'],
		['Deutschland', 'DE'],
		['德国', 'DE'],
		['DEU', 'DE'],
		['España', 'ES'],
		['espana', 'ES'],
		['Brasil', 'BR'],
		['日本', 'JP'],
		['México', 'MX'],
		['Việt Nam', 'VN'],
		['越南', 'VN'],
		['ประเทศไทย', undefined],
		['ไทย', 'TH'],
		['Nederland', 'NL'],
		[' ＧＢ ', 'GB'],
	])('%s is %s', (text, code) => {
		expect(countryOfText(text)).toBe(code);
	});

	it.each(['EU', 'European Union', 'DD', 'SU', 'ZZ', 'all', '全部', 'Amerika', ''])(
		'%s is none',
		(text) => {
			expect(countryOfText(text)).toBeUndefined();
		},
	);

	it.each(COUNTRIES_WITH_FORM)('%s is found by its name in English and Chinese', (code) => {
		for (const language of ['en', 'zh-Hans', 'zh-Hant']) {
			const name = new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? '';
			expect(countryOfText(name)).toBe(code);
		}
	});
});
