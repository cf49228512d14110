import type { AppName } from '@tspco/catalog';
import type { AppModel } from '../schema/app-model.ts';
import { apiModel } from './api/api-model.ts';
import { calendarModel } from './calendar/calendar-model.ts';
import { checkInsModel } from './check-ins/check-ins-model.ts';
import { currentModel } from './current/current-model.ts';
import { givingModel } from './giving/giving-model.ts';
import { groupsModel } from './groups/groups-model.ts';
import { peopleModel } from './people/people-model.ts';
import { publishingModel } from './publishing/publishing-model.ts';
import { registrationsModel } from './registrations/registrations-model.ts';
import { servicesModel } from './services/services-model.ts';
import { webhooksModel } from './webhooks/webhooks-model.ts';

const MODELS: Readonly<Record<AppName, AppModel>> = {
  api: apiModel,
  calendar: calendarModel,
  'check-ins': checkInsModel,
  current: currentModel,
  giving: givingModel,
  groups: groupsModel,
  people: peopleModel,
  publishing: publishingModel,
  registrations: registrationsModel,
  services: servicesModel,
  webhooks: webhooksModel,
};

/** The model of an app. */
export function modelOf(app: AppName): AppModel {
  return MODELS[app];
}
