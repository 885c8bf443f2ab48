using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Client;

/// <param name="Text">Null where there is none.</param>
/// <param name="Failure">Why there is no text; null where there is.</param>
/// <param name="Detail">What went wrong, for the log: nothing of a prompt, a reply or a key.</param>
/// <param name="Usage">All that the server said it billed for it, failed calls included.</param>
/// <param name="Took">From the first attempt to the end of the last; not what was waited for a turn.</param>
public sealed record ModelReply(string? Text, FallbackReason? Failure, string? Detail, ModelUsage Usage, TimeSpan Took);
