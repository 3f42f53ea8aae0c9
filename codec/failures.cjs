/**
 * What failures say is closed like any payload, where it is known of which workflow they are. Without one, as where a
 * workflow task could not be read at all, words stay plain: they are the library's or ours, and operators need them.
 *
 * CommonJS, since Temporal's library requires it by its path, and puts it into the bundle of workflows too.
 */
const { DefaultFailureConverter } = require('@temporalio/common');

/** See `isOfFailure` in `sealed-payload.ts`. */
const MARK = 'sojourn-failure';

const plain = new DefaultFailureConverter();

class ClosedFailures extends DefaultFailureConverter {
  errorToFailure(error, payloads, context) {
    if (context === undefined) return plain.errorToFailure(error, payloads, context);
    const failure = super.errorToFailure(error, payloads, context);
    for (const payload of [failure.encodedAttributes, ...(failure.applicationFailureInfo?.details?.payloads ?? [])]) {
      if (payload?.metadata) payload.metadata[MARK] = new Uint8Array();
    }
    return failure;
  }
}

exports.failureConverter = new ClosedFailures({ encodeCommonAttributes: true });
