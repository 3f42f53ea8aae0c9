/** Why a message or a banner cannot be shown, by the one word of the API. Loaded when one cannot. */
export const renderFaults = {
  title: 'It cannot be shown as it is written',
  parts: { subject: 'Subject', body: 'Body', text: 'Text', title: 'Title', url: 'Link' },
  codes: {
    syntax: 'What stands between the brackets cannot be read. Check that each {{ and {% is closed.',
    'unknown-variable': 'There is no variable of this name. Choose one of those that are offered below the fields.',
    'unknown-filter': 'There is no filter of this name.',
    'too-long': 'It comes out too long. Shorten it.',
    'too-slow': 'It takes too long to make. Take loops out, or try once more in a moment.',
    'too-much-memory': 'It grows too large as it is made. Take loops out, or shorten it.',
    empty: 'Nothing is left of it for this reader. Write something that everybody sees.',
    'no-address': 'What comes out is no address of the web. It has to begin with http:// or https://.',
  },
};
