/** Black, greys and one grey-blue. The HTML page re-colours exactly these values in the dark. */
export const chartColours = {
  ink: '#16191d',
  quiet: '#4d555e',
  rule: '#8b939c',
  accent: '#5b7389',
  accentInk: '#3f5468',
  band: '#e3e9ef',
  paper: '#ffffff',
} as const;

/** Roboto is what the PDF embeds; a browser without it falls through. */
export const chartFont = 'Roboto, Helvetica, Arial, sans-serif';
