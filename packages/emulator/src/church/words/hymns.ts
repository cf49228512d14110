/** A hymn whose words have long been everybody's. */
export interface Hymn {
  readonly title: string;
  readonly author: string;
  readonly meter: Meter;
  readonly theme: (typeof SONG_THEMES)[number];
}

type Meter = '2/4' | '3/4' | '4/4' | '6/8' | '9/8';

export const SONG_THEMES = ['Praise', 'Grace', 'The Cross', 'Trust', 'Commitment', 'Christmas'] as const;

export const HYMNS: readonly Hymn[] = [
  hymn('Praise', '3/4', 'Praise to the Lord, the Almighty', 'Joachim Neander'),
  hymn('Praise', '3/4', 'To God Be the Glory', 'Fanny J. Crosby'),
  hymn('Praise', '3/4', 'O for a Thousand Tongues to Sing', 'Charles Wesley'),
  hymn('Praise', '3/4', 'Immortal, Invisible, God Only Wise', 'Walter C. Smith'),
  hymn('Praise', '4/4', 'All Creatures of Our God and King', 'Francis of Assisi, William H. Draper'),
  hymn('Praise', '4/4', 'All Hail the Power of Jesus’ Name', 'Edward Perronet'),
  hymn('Praise', '4/4', 'Crown Him with Many Crowns', 'Matthew Bridges'),
  hymn('Praise', '4/4', 'Fairest Lord Jesus', 'Münster Gesangbuch'),
  hymn('Praise', '4/4', 'For the Beauty of the Earth', 'Folliott S. Pierpoint'),
  hymn('Praise', '4/4', 'Holy, Holy, Holy', 'Reginald Heber'),
  hymn('Praise', '4/4', 'Joyful, Joyful, We Adore Thee', 'Henry van Dyke'),
  hymn('Praise', '4/4', 'Now Thank We All Our God', 'Martin Rinkart'),
  hymn('Praise', '4/4', 'Praise, My Soul, the King of Heaven', 'Henry F. Lyte'),
  hymn('Praise', '4/4', 'This Is My Father’s World', 'Maltbie D. Babcock'),
  hymn('Grace', '3/4', 'Amazing Grace', 'John Newton'),
  hymn('Grace', '3/4', 'Come, Thou Fount of Every Blessing', 'Robert Robinson'),
  hymn('Grace', '3/4', 'Love Divine, All Loves Excelling', 'Charles Wesley'),
  hymn('Grace', '4/4', 'And Can It Be', 'Charles Wesley'),
  hymn('Grace', '6/8', 'Just as I Am', 'Charlotte Elliott'),
  hymn('The Cross', '3/4', 'Jesus Paid It All', 'Elvina M. Hall'),
  hymn('The Cross', '3/4', 'Rock of Ages', 'Augustus M. Toplady'),
  hymn('The Cross', '4/4', 'Nothing but the Blood', 'Robert Lowry'),
  hymn('The Cross', '4/4', 'O Sacred Head, Now Wounded', 'Paul Gerhardt'),
  hymn('The Cross', '4/4', 'When I Survey the Wondrous Cross', 'Isaac Watts'),
  hymn('Trust', '3/4', 'Be Thou My Vision', 'Mary E. Byrne, Eleanor H. Hull'),
  hymn('Trust', '3/4', 'I Need Thee Every Hour', 'Annie S. Hawks'),
  hymn('Trust', '3/4', 'My Hope Is Built on Nothing Less', 'Edward Mote'),
  hymn('Trust', '4/4', 'A Mighty Fortress Is Our God', 'Martin Luther'),
  hymn('Trust', '4/4', 'Abide with Me', 'Henry F. Lyte'),
  hymn('Trust', '4/4', 'Guide Me, O Thou Great Jehovah', 'William Williams'),
  hymn('Trust', '4/4', 'It Is Well with My Soul', 'Horatio G. Spafford'),
  hymn('Trust', '4/4', 'Jesus, Lover of My Soul', 'Charles Wesley'),
  hymn('Trust', '4/4', 'O God, Our Help in Ages Past', 'Isaac Watts'),
  hymn('Trust', '4/4', 'Shall We Gather at the River', 'Robert Lowry'),
  hymn('Trust', '4/4', 'What a Friend We Have in Jesus', 'Joseph M. Scriven'),
  hymn('Trust', '9/8', 'Blessed Assurance', 'Fanny J. Crosby'),
  hymn('Commitment', '4/4', 'Stand Up, Stand Up for Jesus', 'George Duffield Jr.'),
  hymn('Commitment', '4/4', 'Take My Life and Let It Be', 'Frances R. Havergal'),
  hymn('Commitment', '4/4', 'The Church’s One Foundation', 'Samuel J. Stone'),
  hymn('Christmas', '2/4', 'Joy to the World', 'Isaac Watts'),
  hymn('Christmas', '4/4', 'Hark! The Herald Angels Sing', 'Charles Wesley'),
  hymn('Christmas', '4/4', 'O Come, All Ye Faithful', 'John F. Wade'),
  hymn('Christmas', '6/8', 'Silent Night', 'Joseph Mohr'),
];

/** The chords of a major key on its first, fourth, fifth and sixth step, which is all that our charts need. */
export const HYMN_KEYS: Readonly<Record<string, Chords>> = {
  A: ['A', 'D', 'E', 'F#m'],
  Bb: ['Bb', 'Eb', 'F', 'Gm'],
  C: ['C', 'F', 'G', 'Am'],
  D: ['D', 'G', 'A', 'Bm'],
  Eb: ['Eb', 'Ab', 'Bb', 'Cm'],
  E: ['E', 'A', 'B', 'C#m'],
  F: ['F', 'Bb', 'C', 'Dm'],
  G: ['G', 'C', 'D', 'Em'],
};

type Chords = readonly [first: string, fourth: string, fifth: string, sixth: string];

/** Lines of our own; `1`, `4`, `5` and `6` stand for the chords of the arrangement's key. */
export const CHART_LINES = [
  '[1]Morning breaks on [4]hill and bay',
  '[1]All the valley [5]wakes to sing',
  '[6]Evening finds us [4]on the way',
  '[5]Home to You, our [1]light and King',
  '[4]Mercy like a [1]river wide',
  '[6]Running where the [5]dry land lies',
  '[1]Walk with us, [4]whatever tide',
  '[5]Till we see with [1]clearer eyes',
] as const;

/** Orders of the parts of a song, four different ones at most: there are two of our lines for each. */
export const SEQUENCES: readonly (readonly string[])[] = [
  ['Verse 1', 'Verse 2', 'Verse 3'],
  ['Verse 1', 'Chorus', 'Verse 2', 'Chorus'],
  ['Verse 1', 'Chorus', 'Verse 2', 'Chorus', 'Bridge', 'Chorus'],
];

function hymn(theme: Hymn['theme'], meter: Meter, title: string, author: string): Hymn {
  return { title, author, meter, theme };
}
