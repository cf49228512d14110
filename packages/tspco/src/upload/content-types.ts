/**
 * Content types by file extension, for what churches upload. Each entry is checked against the public media type
 * database in the tests, so that this table stays right without being shipped with all of it. An extension that is
 * the subtype's own name stands alone: `png` means `image/png`.
 */
const TYPES: Readonly<Record<string, string>> = {
  application: `gz=gzip json doc=msword pdf ai=postscript eps=postscript ps=postscript rtf xls=vnd.ms-excel
    ppt=vnd.ms-powerpoint key=vnd.apple.keynote numbers=vnd.apple.numbers pages=vnd.apple.pages
    odp=vnd.oasis.opendocument.presentation ods=vnd.oasis.opendocument.spreadsheet
    odt=vnd.oasis.opendocument.text xml zip
    pptx=vnd.openxmlformats-officedocument.presentationml.presentation
    xlsx=vnd.openxmlformats-officedocument.spreadsheetml.sheet
    docx=vnd.openxmlformats-officedocument.wordprocessingml.document`,
  audio: 'aac mid=midi midi m4a=mp4 mp3=mpeg oga=ogg ogg opus=ogg wav aif=x-aiff aiff=x-aiff flac=x-flac',
  image:
    'avif bmp gif ico=vnd.microsoft.icon heic heif jpeg jpg=jpeg png svg=svg+xml tif=tiff tiff psd=vnd.adobe.photoshop webp',
  text: 'chopro=plain ics=calendar css csv htm=html html md=markdown txt=plain vcf=x-vcard',
  video: 'mp4 mpeg mpg=mpeg mov=quicktime webm m4v=x-m4v mkv=x-matroska wmv=x-ms-wmv avi=x-msvideo',
};

/** All entries, extension and content type. */
export function contentTypeEntries(): readonly (readonly [extension: string, type: string])[] {
  return Object.entries(TYPES).flatMap(([family, list]) =>
    list.split(/\s+/).map((entry) => {
      const [extension = '', subtype = extension] = entry.split('=');
      return [extension, `${family}/${subtype}`] as const;
    }),
  );
}

/** The content type for a file name; `application/octet-stream` for extensions that are not in the table. */
export function contentTypeOf(name: string): string {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return contentTypeEntries().find(([known]) => known === extension)?.[1] ?? 'application/octet-stream';
}
