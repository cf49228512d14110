import type { ChurchState } from '../control/churches-control.ts';
import type { ChurchControl, Control, RecordCounts } from '../control/control.ts';
import type { Settings } from '../options.ts';

/** What the page needs of the emulator. */
export interface PageParts {
  readonly control: Control;
  readonly settings: Pick<Settings, 'applicationId' | 'secret' | 'accessToken'>;
}

/** What somebody looks at: an emulator, and one of its churches. */
export interface View extends PageParts {
  /** By which the browser reached the emulator. */
  readonly origin: string;
  readonly churches: readonly ChurchState[];
  readonly church: ChurchState;
  readonly churchControl: ChurchControl;
  /** Whether the church is that of the emulator's own credentials. */
  readonly isMain: boolean;
  /** `undefined` while the church has not been made: looking at it does not make it. */
  readonly counts: RecordCounts | undefined;
}

/** @throws RangeError when there is no such church */
export async function viewOf(
  { control, settings }: PageParts,
  origin: string,
  subdomain: string | undefined,
): Promise<View> {
  const churches = control.churches();
  const [main] = churches;
  const church = subdomain === undefined ? main : churches.find((one) => one.subdomain === subdomain);
  if (!church) {
    const names = churches.map((one) => one.subdomain).join(', ');
    throw new RangeError(`There is no church ${String(subdomain)}. There are: ${names}.`);
  }
  const churchControl = control.church(church.subdomain);
  const counts = church.isMade ? await churchControl.counts() : undefined;
  return { control, settings, origin, churches, church, churchControl, counts, isMain: church === main };
}

/** Where the page of a church is. */
export const pageAddress = ({ church, isMain }: Pick<View, 'church' | 'isMain'>): string =>
  isMain ? '/' : `/?${new URLSearchParams({ church: church.subdomain })}`;
