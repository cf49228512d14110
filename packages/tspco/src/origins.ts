/** Where Planning Center's API and its OAuth server are. */
export const API_ORIGIN = 'https://api.planningcenteronline.com';
/** Where the API of Church Center is. The organization tokens for it come from each church's own host. */
export const CHURCH_CENTER_ORIGIN = 'https://api.churchcenter.com';
/** Where files are uploaded to. */
export const UPLOAD_URL = 'https://upload.planningcenteronline.com/v2/files';
