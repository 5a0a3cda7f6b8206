import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

import { stateCodeOf } from '../../../../nodes/shared/recipient/stateCode';

describe('the code of a state', () => {
	it.each([
		['US', 'California', '', 'CA'],
		['US', 'california', '', 'CA'],
		['us', 'State of New York', '', 'NY'],
		['US', 'New York State', '', 'NY'],
		['US', 'Commonwealth of Virginia', '', 'VA'],
		['US', 'ca', '', 'CA'],
		['US', 'US-CA', '', 'CA'],
		['US', 'California', 'US-CA', 'CA'],
		['US', 'California', 'ca', 'CA'],
		['US', 'District of Columbia', '', 'DC'],
		['US', 'Washington, D.C.', '', 'DC'],
		['US', 'Washington', '', 'WA'],
		['US', 'Puerto Rico', '', 'PR'],
		['US', 'Guam', '', 'GU'],
		['US', 'Virgin Islands', '', 'VI'],
		['US', 'Armed Forces Europe', '', 'AE'],
		['US', 'Armed Forces Pacific', '', 'AP'],
		['US', 'AA', '', 'AA'],
		['PR', 'Puerto Rico', '', 'PR'],
		['CA', 'Québec', '', 'QC'],
		['CA', 'Quebec', '', 'QC'],
		['CA', 'Newfoundland and Labrador', '', 'NL'],
		['AU', 'New South Wales', '', 'NSW'],
		['AU', 'nsw', '', 'NSW'],
		['MX', 'Ciudad de México', '', 'CMX'],
		['MX', 'Ciudad de Mexico', '', 'CMX'],
		['MX', 'CDMX', '', 'CMX'],
		['MX', 'Distrito Federal', '', 'CMX'],
		['MX', 'Estado de México', '', 'MEX'],
		['MX', 'México', '', 'MEX'],
		['MX', 'Nuevo Leon', '', 'NLE'],
		['MX', 'Estado de Jalisco', '', 'JAL'],
		['BR', 'São Paulo', '', 'SP'],
		['BR', 'SAO PAULO', '', 'SP'],
		['BR', 'Sa\u0303o Paulo', '', 'SP'],
		['BR', 'Distrito Federal', '', 'DF'],
		['BR', 'Estado do Rio de Janeiro', '', 'RJ'],
		['IT', 'Milano', '', 'MI'],
		['IT', 'Milan', '', 'MI'],
		['IT', 'Provincia di Milano', '', 'MI'],
		['IT', 'L’Aquila', '', 'AQ'],
		['MY', 'Selangor', 'MY-10', '10'],
		['GB', 'England', 'GB-ENG', 'ENG'],
		['VN', 'Hà Nội', '', ''],
		['US', 'Atlantis', '', ''],
		['US', 'constructor', '', ''],
		['constructor', '__proto__', '', ''],
		['', '', '', ''],
	])('%s: %s (%s) is %s', (country, state, isoCode, code) => {
		expect(stateCodeOf(country, state, isoCode)).toBe(code);
	});

	it('the table is what the script makes of its sources', () => {
		const root = join(__dirname, '..', '..', '..', '..');
		const made = execFileSync(
			process.execPath,
			['--import', 'tsx', 'scripts/generateStateCodes.ts', '--print'],
			{ cwd: root, encoding: 'utf8' },
		);
		const file = join(root, 'nodes', 'shared', 'recipient', 'stateCodes.ts');
		expect(readFileSync(file, 'utf8')).toBe(made);
	}, 60_000);
});
